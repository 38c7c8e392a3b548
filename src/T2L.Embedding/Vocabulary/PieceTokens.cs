namespace T2L.Embedding.Vocabulary;

/// <summary>Pieces that different words share: beginnings, and continuations marked ##.</summary>
internal static class PieceTokens
{
    private const int Shortest = 2, Longest = 8;

    /// <summary>The pieces, the most useful first: words that share one × characters it saves.</summary>
    public static IEnumerable<string> Of(WordCounts words)
    {
        var sharers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (word, _) in words.All)
            foreach (var piece in PiecesOf(word).Distinct(StringComparer.Ordinal))
                sharers[piece] = sharers.GetValueOrDefault(piece) + 1;
        return sharers
            .Where(p => p.Value >= 2)
            .OrderByDescending(p => p.Value * (Characters(p.Key) - 1))
            .ThenBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Key);
    }

    private static IEnumerable<string> PiecesOf(string word)
    {
        for (var start = 0; start < word.Length; start++)
        {
            for (var length = Shortest; length <= Longest && start + length <= word.Length; length++)
            {
                if (!CutsPair(word, start) && !CutsPair(word, start + length))
                    yield return start == 0 ? word[..length] : string.Concat("##", word.AsSpan(start, length));
            }
        }
    }

    private static int Characters(string piece) => piece.StartsWith("##", StringComparison.Ordinal) ? piece.Length - 2 : piece.Length;

    private static bool CutsPair(string word, int at) => at > 0 && at < word.Length && char.IsLowSurrogate(word[at]);
}
