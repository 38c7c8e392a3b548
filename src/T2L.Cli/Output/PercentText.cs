using System.Globalization;

namespace T2L.Cli.Output;

/// <summary>Shares for people.</summary>
internal static class PercentText
{
    /// <summary>For instance 75.0 %.</summary>
    /// <param name="share">0 to 1.</param>
    public static string Of(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");

    /// <summary>An interval, for instance 70.1 % - 79.9 %.</summary>
    public static string Of(double low, double high) => $"{Of(low)} - {Of(high)}";
}
