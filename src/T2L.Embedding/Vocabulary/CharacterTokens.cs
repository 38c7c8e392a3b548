namespace T2L.Embedding.Vocabulary;

/// <summary>The single characters of a vocabulary, as beginning of a word and as continuation.</summary>
internal static class CharacterTokens
{
    /// <summary>Printable ASCII without capitals, then the other characters of the texts, the most frequent first.</summary>
    public static IEnumerable<string> Of(WordCounts words)
    {
        foreach (var character in Ascii())
        {
            yield return character;
            if (char.IsAsciiLetterOrDigit(character[0]))
                yield return "##" + character; // Other ASCII characters always stand alone.
        }

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

        foreach (var (token, _) in counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal))
            yield return token;
    }

    private static IEnumerable<string> Ascii()
    {
        for (var c = '!'; c <= '~'; c++)
            if (!char.IsAsciiLetterUpper(c))
                yield return c.ToString();
    }

    private static void Increase(Dictionary<string, long> counts, string token, int by) =>
        counts[token] = counts.GetValueOrDefault(token) + by;
}
