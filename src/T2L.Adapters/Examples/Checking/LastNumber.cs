using System.Globalization;
using System.Text.RegularExpressions;

namespace T2L.Adapters.Examples.Checking;

/// <summary>Right where the last number is. GSM8K, in Text-to-LoRA's reference as well as in Transformer²'s.</summary>
/// <remarks>A number is read without a sign, and a comma ends it, so "1,000" is 0. Right answers are read in the same way, so this is consistent.</remarks>
public sealed partial class LastNumber : IAnswerChecker
{
    /// <summary>The last number of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number; null where there is none.</returns>
    public static double? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Number().Matches(text) is { Count: > 0 } matches ? double.Parse(matches[^1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Whether both end with the same number.</summary>
    /// <param name="answer">One text.</param>
    /// <param name="right">The other; without a number nothing is right.</param>
    public static bool Same(string answer, string right) => Read(answer) is { } number && number == Read(right);

    /// <inheritdoc/>
    public bool IsRight(string answer, string right) => Same(answer, right);

    [GeneratedRegex(@"[0-9]*\.?[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
