using System.Globalization;

namespace T2L.Training.Evaluation.Reports;

/// <summary>How numbers are shown.</summary>
internal static class Shown
{
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");

    public static string Interval(ReportRow row) => string.Create(CultureInfo.InvariantCulture, $"{100 * row.Low:F1} - {100 * row.High:F1}");

    /// <summary>For how many tasks a row stands, where they are fewer than its split's.</summary>
    public static string Fewer(ReportRow row, int? tasks) => row.N < tasks ? string.Create(CultureInfo.InvariantCulture, $", {row.N} tasks") : "";

    public static string Number(double value, string format = "G4") => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Seeds(IReadOnlyList<int> seeds) =>
        $"{(seeds.Count == 1 ? "Seed" : "Seeds")} {string.Join(", ", seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)))}";
}
