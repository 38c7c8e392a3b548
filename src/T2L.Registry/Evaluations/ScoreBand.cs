using System.Globalization;

namespace T2L.Registry.Evaluations;

/// <summary>Ranges of scores, to narrow lists down by. Each is named by its lower end and ends where the next begins.</summary>
public static class ScoreBand
{
    /// <summary>Versions of which no accuracy is known.</summary>
    public const string None = "none";

    /// <summary>The metric that scores are made of.</summary>
    public const string Metric = "accuracy";

    /// <summary>The ranges from the best down, and <see cref="None"/> last.</summary>
    public static IReadOnlyList<string> All { get; } = ["0.9", "0.7", "0.5", "0", None];

    /// <summary>What the database computes of a score; as migration 0027 says it.</summary>
    internal const string Sql = "case when score >= 0.9 then '0.9' when score >= 0.7 then '0.7' when score >= 0.5 then '0.5' else '0' end";

    /// <summary>What is wrong with a range.</summary>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? Fault(string band) => All.Contains(band, StringComparer.Ordinal) ? null : $"score is '{band}'; expected {string.Join(", ", All)}.";

    /// <summary>The ranges in which a score of at least this may lie.</summary>
    internal static string[] AtLeast(double least)
    {
        string[] bands = [.. All.Where(band => band != None)];
        var last = Array.FindIndex(bands, band => double.Parse(band, CultureInfo.InvariantCulture) <= least);
        return bands[..(last + 1)];
    }
}
