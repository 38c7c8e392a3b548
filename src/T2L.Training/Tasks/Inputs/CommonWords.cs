namespace T2L.Training.Tasks.Inputs;

/// <summary>Real English words, names and cities.</summary>
internal static class CommonWords
{
    /// <summary>Words of 3 to 7 letters.</summary>
    public static IReadOnlyList<string> All { get; } = [.. EmbeddedText.Lines("Inputs.Data.words.txt").SelectMany(line => line.Text.Split(' '))];

    /// <summary>The shorter ones, for lists.</summary>
    public static IReadOnlyList<string> Short { get; } = [.. All.Where(word => word.Length <= 5)];

    public static IReadOnlyList<string> Names { get; } = People("names: ");

    public static IReadOnlyList<string> Cities { get; } = People("cities: ");

    private static List<string> People(string label) =>
    [
        .. EmbeddedText.Lines("Inputs.Data.people.txt")
            .Where(line => line.Text.StartsWith(label, StringComparison.Ordinal))
            .SelectMany(line => line.Text[label.Length..].Split(' ')),
    ];
}
