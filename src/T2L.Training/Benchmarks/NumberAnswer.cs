using System.Globalization;
using System.Text.RegularExpressions;

namespace T2L.Training.Benchmarks;

/// <summary>Reads the last number of an answer the way the reference does: without a sign, and a comma ends a number, so "1,000" is 0.</summary>
internal static partial class NumberAnswer
{
    /// <summary>The number; null where there is none.</summary>
    public static double? Read(string text) =>
        Number().Matches(text) is { Count: > 0 } matches ? double.Parse(matches[^1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether both end with the same number.</summary>
    public static bool Same(string answer, string target) => Read(answer) is { } number && number == Read(target);

    [GeneratedRegex(@"[0-9]*\.?[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
