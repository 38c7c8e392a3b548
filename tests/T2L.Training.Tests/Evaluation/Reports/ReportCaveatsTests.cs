using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Reports;
using T2L.Training.Running;

namespace T2L.Training.Tests.Evaluation.Reports;

public sealed class ReportCaveatsTests : IDisposable
{
    private static readonly EvaluationOptions Usual = new() { BaseModel = "base" };
    private readonly TemporaryDirectory _folder = new();

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

    [Theory]
    [InlineData("{}", "The base met every task", "at most 4 examples in a row")]
    [InlineData("{\"without_unseen\": true}", "The base met no task that the split keeps", "at most 4 examples in a row")]
    [InlineData("{\"training_tasks\": 16, \"few_shot_share\": 0}", "The base met 16 training tasks by task code, and no others", "at most 1 example in a row")]
    [InlineData("{\"instructions\": 0.3}", "The base met every task, those called unseen too, by task code. Adapters have to call up what it can do, not to teach it. It met descriptions", "at most 4 examples in a row")]
    [InlineData("{\"few_shot_examples\": 2}", "The base met every task", "at most 2 examples in a row")]
    public void What_the_base_met_is_read_from_its_record(string settings, string met, string row)
    {
        new RunRecord { Stage = "lm", Seed = 0, Steps = 1, TrainingTasks = 1644, Settings = JsonNode.Parse(settings)!.AsObject(), Summary = "" }.Write(_folder.Path);

        var notes = Notes(Usual, BaseDiet.Of(_folder.Path));

        Assert.Single(notes, note => note.StartsWith("The base met", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith(met, StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains(row, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hypernetwork_that_does_not_tell_what_it_met_is_named_once() =>
        Assert.Single(ReportCaveats.Of(Usual, [], ["x/sft", "x/sft"]), note => note.Contains("has no tasks.json", StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();

    private static List<string> Notes(EvaluationOptions options, BaseDiet? diet = null) => [.. ReportCaveats.Of(options, [diet ?? BaseDiet.Of("nowhere")], [])];
}
