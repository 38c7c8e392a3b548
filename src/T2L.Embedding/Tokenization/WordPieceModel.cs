namespace T2L.Embedding.Tokenization;

/// <summary>The WordPiece vocabulary: a word becomes the longest known beginning, then the longest known continuations.</summary>
internal sealed class WordPieceModel
{
    /// <summary>The longest word that may be configured; it bounds the work per word.</summary>
    public const int LongestWord = 1000;

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int> _continuations = new(StringComparer.Ordinal);
    private readonly int _unknownId;
    private readonly int _maxCharacters;

    /// <summary>Takes a checked vocabulary.</summary>
    /// <param name="ids">Token to id; ordinal comparison.</param>
    /// <param name="unknownToken">What a word becomes that cannot be pieced together; in the vocabulary.</param>
    /// <param name="prefix">What marks a continuation, usually <c>##</c>.</param>
    /// <param name="maxCharacters">A longer word is unknown; at most <see cref="LongestWord"/>.</param>
    public WordPieceModel(Dictionary<string, int> ids, string unknownToken, string prefix, int maxCharacters)
    {
        _ids = ids;
        _unknownId = ids[unknownToken];
        _maxCharacters = maxCharacters;
        Prefix = prefix;
        foreach (var (token, id) in ids)
            if (token.Length > prefix.Length && token.StartsWith(prefix, StringComparison.Ordinal))
                _continuations[token[prefix.Length..]] = id;
    }

    public string Prefix { get; }

    public IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>Appends the ids of one word's pieces, or the unknown token where the pieces do not cover it.</summary>
    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        var before = ids.Count;
        if (CountCharacters(word) > _maxCharacters || !TryPieces(word, ids))
        {
            ids.RemoveRange(before, ids.Count - before);
            ids.Add(_unknownId);
        }
    }

    private bool TryPieces(ReadOnlySpan<char> word, List<int> ids)
    {
        var known = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = word; !rest.IsEmpty; known = _continuations.GetAlternateLookup<ReadOnlySpan<char>>())
        {
            var length = rest.Length;
            int id;
            while (!known.TryGetValue(rest[..length], out id))
                if (--length == 0)
                    return false;
            ids.Add(id);
            rest = rest[length..];
        }

        return true;
    }

    private static int CountCharacters(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count;
    }
}
