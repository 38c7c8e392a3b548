using System.Globalization;
using System.Text.RegularExpressions;

namespace T2L.Tokenizers.PreTokenizers;

/// <summary>What a regular expression of a file may be made of. .NET's time and memory grow with the square of it.</summary>
/// <remarks>
/// The longest in use (GPT-4o's) has 390 characters, 20 classes and 40 different characters. Measured on .NET 10 for what was let through
/// before: 2,000 different characters took 39 s and 1.8 GB, 500 different classes 6.6 s and 350 MB, <c>(.{0,90}){0,90}x</c> 2 GB on a text
/// of 10,000 characters.
/// </remarks>
internal static partial class ExpressionLimits
{
    private const int MaxLength = 1024, MaxClasses = 64, MaxCharacters = 128, MaxRepeats = 256;

    /// <summary>Why an expression is refused, as the end of a sentence; null where it is not.</summary>
    public static string? Fault(string pattern)
    {
        if (pattern.Length > MaxLength)
            return $"it has {pattern.Length} characters, the limit is {MaxLength}.";
        if (pattern.Count(character => character == '[') is > MaxClasses and var classes)
            return $"it has {classes} character classes, the limit is {MaxClasses}.";
        if (pattern.Distinct().Count() is > MaxCharacters and var characters)
            return $"it names {characters} different characters, the limit is {MaxCharacters}.";
        var repeats = Counts().Matches(pattern).Aggregate(1.0, (product, count) => product * Math.Max(1, double.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));
        return repeats > MaxRepeats ? $"its counted repetitions make {repeats:F0}, the limit is {MaxRepeats}." : null;
    }

    // The last number of {n}, {n,} or {n,m}.
    [GeneratedRegex(@"\{(?:[0-9]+,)?([0-9]+),?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();
}
