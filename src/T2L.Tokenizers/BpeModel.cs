using System.Globalization;
using System.Text;

namespace T2L.Tokenizers;

/// <summary>Byte-pair encoding (Sennrich et al. 2016): starts from characters and joins the neighbours whose merge was learned first.</summary>
/// <remarks>Without merges it is a character tokenizer. A heap keeps the work at n·log n, also for a text that is one long word.</remarks>
internal sealed class BpeModel
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private readonly Dictionary<long, Merge> _merges;
    private readonly BpeOptions _options;
    private readonly int[]? _byteIds;

    /// <param name="ids">Token to id.</param>
    /// <param name="merges">Pair of ids (see <see cref="Pair"/>) to its merge.</param>
    /// <param name="options">What to do with unknown characters.</param>
    public BpeModel(Dictionary<string, int> ids, Dictionary<long, Merge> merges, BpeOptions options)
    {
        _ids = ids;
        _idsBySpan = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _merges = merges;
        _options = options;
        _byteIds = options.ByteFallback ? ByteTokens(ids) : null;
    }

    /// <summary>Token to id.</summary>
    public IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>Id that stands for a character outside the vocabulary.</summary>
    public int? UnknownId => _options.UnknownId;

    /// <summary>The key of a pair of neighbours.</summary>
    public static long Pair(int left, int right) => ((long)left << 32) | (uint)right;

    /// <summary>Appends the ids of one word.</summary>
    public void Encode(string word, List<int> ids)
    {
        if (_options.IgnoreMerges && _ids.TryGetValue(word, out int whole))
        {
            ids.Add(whole);
            return;
        }
        var symbols = Characters(word);
        if (_merges.Count > 0 && symbols.Count > 1)
            new BpeMerger(_merges, symbols).Run(ids);
        else
            ids.AddRange(symbols);
    }

    private List<int> Characters(string word)
    {
        var symbols = new List<int>(word.Length);
        bool afterUnknown = false;
        int position = 0;
        while (position < word.Length)
        {
            Rune.DecodeFromUtf16(word.AsSpan(position), out var rune, out int length);
            if (_idsBySpan.TryGetValue(word.AsSpan(position, length), out int id))
            {
                symbols.Add(id);
                afterUnknown = false;
            }
            else if (!TryBytes(rune, symbols) && _options.UnknownId is { } unknown)
            {
                if (!afterUnknown || !_options.FuseUnknown)
                    symbols.Add(unknown);
                afterUnknown = true;
            }
            position += length;
        }
        return symbols;
    }

    private bool TryBytes(Rune rune, List<int> symbols)
    {
        if (_byteIds is null)
            return false;
        Span<byte> bytes = stackalloc byte[4];
        bytes = bytes[..rune.EncodeToUtf8(bytes)];
        foreach (byte value in bytes)
            if (_byteIds[value] < 0)
                return false;
        foreach (byte value in bytes)
            symbols.Add(_byteIds[value]);
        return true;
    }

    private static int[] ByteTokens(Dictionary<string, int> ids) =>
        [.. Enumerable.Range(0, 256).Select(value => ids.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), -1))];

    /// <summary>One learned merge.</summary>
    /// <param name="Rank">Its place in the list; a lower one goes first.</param>
    /// <param name="Id">The token it makes.</param>
    public readonly record struct Merge(int Rank, int Id);
}
