using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Tests.Evaluation.Reports;

public sealed class ReportCaveatsTests
{
    private static readonly EvaluationOptions Usual = new() { BaseModel = "base" };

    [Theory]
    [InlineData("The base met every task")]
    [InlineData("Unseen wordings have no validation set of their own")]
    [InlineData("join their halves by the same words")]
    [InlineData("Nouns have no inputs kept from training")]
    [InlineData("prompts with 5 before the question")]
    public void Every_report_says_where_its_figures_flatter(string part) => Assert.Contains(Notes(Usual), note => note.Contains(part, StringComparison.Ordinal));

    [Fact]
    public void What_was_not_asked_needs_no_words()
    {
        string[] parts = ["examples in a row", "Searches with examples", "In the curve"];

        Assert.DoesNotContain(Notes(Usual with { Shots = [1, 3] }), note => parts.Any(part => note.Contains(part, StringComparison.Ordinal)));
        Assert.All(parts, part => Assert.Contains(Notes(Usual with { WithExamples = [4], Runs = "runs.json" }), note => note.Contains(part, StringComparison.Ordinal)));
    }

    private static List<string> Notes(EvaluationOptions options) => [.. ReportCaveats.Of(options, [])];
}
