using System.Globalization;
using System.Text;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.Bpe;

/// <summary>Byte-pair encoding (Sennrich et al. 2016): starts from characters and joins the neighbours whose merge was learned first.</summary>
/// <remarks>Without merges it is a character tokenizer.</remarks>
internal sealed class BpeModel : ITokenModel
{
    private const char Mark = '▁';
    private static readonly byte[] MarkBytes = Encoding.UTF8.GetBytes(Mark.ToString());

    private readonly int[]? _byteIds;
    private readonly bool _cutsAtMarks;

    public BpeModel(Vocabulary vocabulary, MergeTable merges, BpeOptions options)
    {
        Vocabulary = vocabulary;
        Merges = merges;
        Options = options;
        _byteIds = options.ByteFallback ? ByteTokens(vocabulary) : null;
        _cutsAtMarks = !options.IgnoreMerges && merges.Count > 0 && vocabulary.TryGetId(MarkBytes, out _) && NothingJoinsAcrossMarks();
    }

    public Vocabulary Vocabulary { get; }

    public MergeTable Merges { get; }

    public BpeOptions Options { get; }

    public int? UnknownId => Options.UnknownId;

    public void Encode(ReadOnlySpan<char> word, EncodingRun run)
    {
        if (Options.IgnoreMerges && Vocabulary.TryGetId(run.Utf8(word), out int whole))
        {
            run.Ids.Add(whole);
            return;
        }
        // SentencePiece's models see the text as one word. Where no merge joins a mark to what stands before it, cutting there changes nothing.
        for (int cut; _cutsAtMarks && (cut = NextCut(word)) > 0; word = word[cut..])
            EncodeStretch(word[..cut], run);
        EncodeStretch(word, run);
    }

    private static int NextCut(ReadOnlySpan<char> word)
    {
        for (int at = 1; at < word.Length; at++)
        {
            int jump = word[at..].IndexOf(Mark);
            if (jump < 0)
                return -1;
            at += jump;
            if (word[at - 1] != Mark)
                return at;
        }
        return -1;
    }

    private void EncodeStretch(ReadOnlySpan<char> word, EncodingRun run)
    {
        var bytes = run.Utf8(word);
        var symbols = run.Symbols(bytes.Length + 1);
        int count = Characters(bytes, symbols);
        if (Merges.Count > 0 && count > 1)
            count = Merger.Run(symbols[..count], Merges, run);
        run.Ids.AddRange(symbols[..count]);
    }

    // An unknown token that is being made longer is written when the run of unknown characters ends.
    private int Characters(ReadOnlySpan<byte> word, Span<int> symbols)
    {
        int count = 0;
        bool unknown = false;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out _, out int length);
            var character = word[..length];
            word = word[length..];
            if (Vocabulary.TryGetId(character, out int id))
            {
                if (unknown)
                    symbols[count++] = Options.UnknownId!.Value;
                unknown = false;
                symbols[count++] = id;
            }
            else if (HasBytes(character))
            {
                foreach (byte value in character)
                    symbols[count++] = _byteIds![value];
            }
            else if (Options.UnknownId is { } unknownId)
            {
                if (unknown && !Options.FuseUnknown)
                    symbols[count++] = unknownId;
                unknown = true;
            }
        }
        if (unknown)
            symbols[count++] = Options.UnknownId!.Value;
        return count;
    }

    private bool HasBytes(ReadOnlySpan<byte> character)
    {
        if (_byteIds is null)
            return false;
        foreach (byte value in character)
            if (_byteIds[value] < 0)
                return false;
        return true;
    }

    private bool NothingJoinsAcrossMarks()
    {
        foreach (var (left, right) in Merges.Pairs)
            if (Vocabulary.Utf8Of(right).StartsWith(MarkBytes) && !Vocabulary.Utf8Of(left).EndsWith(MarkBytes))
                return false;
        return true;
    }

    private static int[] ByteTokens(Vocabulary vocabulary) =>
        [.. Enumerable.Range(0, 256).Select(value => vocabulary.Id(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")) ?? -1)];
}
