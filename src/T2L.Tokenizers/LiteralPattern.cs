namespace T2L.Tokenizers;

/// <summary>Occurrences of a plain string.</summary>
internal static class LiteralPattern
{
    /// <summary>Where <paramref name="pattern"/> occurs in <paramref name="text"/>, in order and without overlap.</summary>
    public static List<(int Start, int Length)> Find(string text, string pattern)
    {
        var found = new List<(int, int)>();
        for (int at = text.IndexOf(pattern, StringComparison.Ordinal); at >= 0; at = text.IndexOf(pattern, at + pattern.Length, StringComparison.Ordinal))
            found.Add((at, pattern.Length));
        return found;
    }
}
