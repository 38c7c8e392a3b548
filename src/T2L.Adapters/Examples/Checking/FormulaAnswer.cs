using System.Globalization;

namespace T2L.Adapters.Examples.Checking;

/// <summary>Right where the number or formula is that stands in the last box. MATH.</summary>
/// <remarks>
/// Compared as text without its dress, then as numbers (to 1e-4, and as per cent of each other, as Transformer²'s code does), then place by place
/// where there are several, then as formulas: two are equal that have the same value at three places. The official code asks an algebra system.
/// </remarks>
public sealed class FormulaAnswer : IAnswerChecker
{
    private const double Tolerance = 1e-4;
    private const int MostCharacters = 1024;
    private const string Box = "\\boxed{", Said = "answer is";

    /// <summary>The answer within a text: what stands in the last box, else behind the last "answer is".</summary>
    /// <param name="text">The text.</param>
    /// <returns>The answer; null where there is none.</returns>
    public static string? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.LastIndexOf(Box, StringComparison.Ordinal) is >= 0 and var box)
            return Inside(text, box + Box.Length);
        return text.LastIndexOf(Said, StringComparison.Ordinal) is >= 0 and var said ? text[(said + Said.Length)..].Split('\n')[0].Trim(' ', ':', '.', '$', '\r') : null;
    }

    /// <summary>Whether two formulas are the same.</summary>
    /// <param name="answer">One, in LaTeX or plain.</param>
    /// <param name="right">The other.</param>
    public static bool Same(string answer, string right)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(right);
        if (answer.Length > MostCharacters || right.Length > MostCharacters)
            return answer == right;
        return Equal(FormulaText.Bare(answer), FormulaText.Bare(right));
    }

    /// <inheritdoc/>
    public bool IsRight(string answer, string right) => Read(answer) is { } given && Same(given, Read(right) ?? right);

    private static bool Equal(string answer, string right)
    {
        if (answer.Length == 0 || right.Length == 0)
            return false;
        if (answer == right)
            return true;
        if (Number(answer) is { } given && Number(right) is { } wanted)
            return Near(given, wanted) || Near(given, wanted * 100) || Near(given, wanted / 100);
        if (FormulaText.Parts(answer) is { } parts && FormulaText.Parts(right) is { } others)
            return parts.Brackets == others.Brackets && parts.Values.Count == others.Values.Count && parts.Values.Zip(others.Values).All(pair => Equal(pair.First, pair.Second));
        return FormulaValue.At(answer, 0) is not null && Enumerable.Range(0, 3).All(place => FormulaValue.At(answer, place) is { } left && FormulaValue.At(right, place) is { } other && Near(left, other));
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) <= Tolerance * Math.Max(Math.Abs(left), Math.Abs(right));

    private static double? Number(string text) =>
        double.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Inside(string text, int start)
    {
        var depth = 1;
        for (var at = start; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return text[start..at];
        }

        return null;
    }
}
