using System.Text.RegularExpressions;

namespace T2L.Training.Benchmarks;

/// <summary>PIQA: which of two ways reaches a goal. Rows: <c>goal</c>, <c>sol1</c>, <c>sol2</c>, <c>label</c> from 0; the validation split.</summary>
internal static partial class Piqa
{
    public static Benchmark Default { get; } = new("piqa", """"
        Which solution reaches the goal? Reply with the number of one solution, 0 or 1, and nothing else.

        Goal: """{goal}"""
        0: """{sol1}"""
        1: """{sol2}"""
        """", "label")
    {
        FromTraining = WithoutInnerNewlines,
        IsRight = ChoiceAnswer.Same,
    };

    // Training puts newlines between the triple quotes and what they hold, the evaluation does not.
    internal static string WithoutInnerNewlines(string template) => InQuotes().Replace(template, match => $"\"\"\"{match.Groups["inner"].Value.Trim('\n')}\"\"\"");

    [GeneratedRegex("\"\"\"(?<inner>[^\"]*)\"\"\"", RegexOptions.CultureInvariant)]
    private static partial Regex InQuotes();
}
