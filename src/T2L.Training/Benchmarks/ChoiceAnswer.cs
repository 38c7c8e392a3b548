namespace T2L.Training.Benchmarks;

/// <summary>Reads the chosen option of an answer: in effect its first letter or digit.</summary>
internal static class ChoiceAnswer
{
    private static readonly char[] Wrapping = [':', '`', '\'', '"', '(', '.', ')', ' '];

    // The reference's list: the letters, then 0 to 10. "10" is never reached, since "1" stands before it.
    private static readonly string[] Options =
        [.. Enumerable.Range('a', 26).Select(code => ((char)code).ToString()), .. Enumerable.Range(0, 11).Select(number => $"{number}")];

    /// <summary>The option; null where the text begins with none.</summary>
    public static string? Read(string text)
    {
        var bare = text.Trim().Trim(Wrapping).ToLowerInvariant();
        return Array.Find(Options, option => bare.StartsWith(option, StringComparison.Ordinal));
    }

    /// <summary>Whether two texts choose the same; two that choose nothing count as equal.</summary>
    public static bool Same(string answer, string target) => Read(answer) == Read(target);
}
