namespace T2L.Embedding.Vocabulary;

/// <summary>Tokens in the order they were chosen, each once, up to a limit.</summary>
internal sealed class TokenSet(int limit)
{
    private readonly List<string> _tokens = new(limit);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Tokens => _tokens;

    public int Count => _tokens.Count;

    /// <summary>Adds candidates until the set holds <paramref name="count"/> tokens, or as many as it may.</summary>
    public void AddUpTo(int count, IEnumerable<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (_tokens.Count >= Math.Min(count, limit))
                return;
            if (_known.Add(candidate))
                _tokens.Add(candidate);
        }
    }
}
