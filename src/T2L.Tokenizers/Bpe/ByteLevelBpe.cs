using System.Runtime.CompilerServices;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.Bpe;

/// <summary>BPE over the UTF-8 bytes of a word, for vocabularies in the byte alphabet: the same ids as writing the word in that alphabet first.</summary>
/// <remarks>
/// Most words of a text are tokens as they stand. Whether the merges reach such a token from its bytes is a property of the
/// vocabulary: it is found out by merging when the token is first met, and kept with the token. Nothing else is remembered, so
/// memory does not grow with the text. Safe for use by many threads: two that find out the same write the same.
/// </remarks>
internal sealed class ByteLevelBpe : ITokenModel
{
    private const int Unasked = 0, Whole = 1, InParts = 2;

    private readonly MergeTable _merges;
    private readonly bool _ignoreMerges;
    private readonly int[] _byteIds;
    private readonly TokenTable _words;

    private ByteLevelBpe(BpeModel model, int[] byteIds)
    {
        Vocabulary = model.Vocabulary;
        _merges = model.Merges;
        _ignoreMerges = model.Options.IgnoreMerges;
        _byteIds = byteIds;
        _words = Words(model.Vocabulary);
    }

    public Vocabulary Vocabulary { get; }

    // Every byte has a token.
    public int? UnknownId => null;

    /// <summary>The model over bytes; null where the vocabulary lacks one of the 256 characters.</summary>
    public static ByteLevelBpe? Of(BpeModel model)
    {
        int?[] ids = [.. Enumerable.Range(0, 256).Select(value => model.Vocabulary.Id(ByteAlphabet.Character((byte)value).ToString()))];
        return ids.Contains(null) ? null : new ByteLevelBpe(model, [.. ids.Select(id => id!.Value)]);
    }

    public void Encode(ReadOnlySpan<char> word, EncodingRun run)
    {
        ReadOnlySpan<byte> bytes = run.Utf8(word);
        ref int found = ref _words.ValueOf(bytes);
        int known = Unsafe.IsNullRef(ref found) ? InParts : found;
        if ((known & 3) == Whole)
        {
            run.Ids.Add(known >> 2);
            return;
        }
        var symbols = run.Symbols(bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
            symbols[i] = _byteIds[bytes[i]];
        symbols = symbols[..Merger.Run(symbols, _merges, run)];
        run.Ids.AddRange(symbols);
        if ((known & 3) == Unasked)
            found = (known & ~3) | (symbols.Length == 1 && symbols[0] == known >> 2 ? Whole : InParts);
    }

    private TokenTable Words(Vocabulary vocabulary)
    {
        var words = new TokenTable(vocabulary.Count);
        var bytes = new byte[vocabulary.LongestToken];
        for (int entry = 0; entry < vocabulary.Count; entry++)
        {
            int length = ByteAlphabet.Decode(vocabulary.Utf8(entry, out int id), bytes);
            if (length > 0)
                words.TryAdd(bytes.AsSpan(0, length), (id << 2) | (_ignoreMerges ? Whole : Unasked));
        }
        return words;
    }
}
