namespace T2L.Embedding.Vocabulary;

/// <summary>The single characters of a vocabulary, as beginning of a word and as continuation.</summary>
internal static class CharacterTokens
{
    /// <summary>Printable ASCII without capitals; letters and digits also as continuation, other characters always stand alone.</summary>
    public static IEnumerable<string> Ascii()
    {
        for (var c = '!'; c <= '~'; c++)
        {
            if (char.IsAsciiLetterUpper(c))
                continue;
            yield return c.ToString();
            if (char.IsAsciiLetterOrDigit(c))
                yield return $"##{c}";
        }
    }

    /// <summary>The characters of the texts as they occur in words, the most frequent first.</summary>
    public static IEnumerable<string> Of(WordCounts words)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (word, count) in words.All)
        {
            var prefix = "";
            foreach (var rune in word.EnumerateRunes())
            {
                Increase(counts, prefix + rune, count);
                prefix = "##";
            }
        }

        return counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key);
    }

    private static void Increase(Dictionary<string, long> counts, string token, int by) =>
        counts[token] = counts.GetValueOrDefault(token) + by;
}
