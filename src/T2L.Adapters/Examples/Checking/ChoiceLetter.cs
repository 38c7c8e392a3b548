using System.Text.RegularExpressions;

namespace T2L.Adapters.Examples.Checking;

/// <summary>Right where the chosen letter is, A to E. ARC, for models that reason before they choose.</summary>
/// <param name="guessAmong">
/// Null (default): an answer that names no letter is wrong. A number of options: it counts as one fixed guess, as in Transformer²'s code, which draws it
/// from a generator that is seeded anew each time.
/// </param>
public sealed partial class ChoiceLetter(int? guessAmong = null) : IAnswerChecker
{
    /// <summary>The letter that a text chooses: after "answer is", else after "Answer:", else the last capital that stands alone.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The letter; null where there is none, or only a small one.</returns>
    public static char? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Said().Match(text) is { Success: true } said ? said.Groups[1].Value[0]
            : Headed().Match(text) is { Success: true } headed ? headed.Groups[1].Value[0]
            : Alone().Matches(text) is { Count: > 0 } alone ? alone[^1].Value[0]
            : null;
    }

    /// <inheritdoc/>
    public bool IsRight(string answer, string right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return (Read(answer) ?? Guess) is { } letter && letter == Key(right.Trim());
    }

    // What that generator gives: C among three, A among four or five.
    private char? Guess => guessAmong is null ? null : guessAmong == 3 ? 'C' : 'A';

    // Some rows number their choices.
    private static char? Key(string right) => right is [>= '1' and <= '5' and var digit] ? (char)(digit - '1' + 'A') : Read(right);

    [GeneratedRegex(@"answer is \(?([A-E])\b", RegexOptions.CultureInvariant)]
    private static partial Regex Said();

    [GeneratedRegex(@".*[aA]nswer:\s*([A-E])\b", RegexOptions.CultureInvariant)]
    private static partial Regex Headed();

    [GeneratedRegex(@"\b[A-E]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
