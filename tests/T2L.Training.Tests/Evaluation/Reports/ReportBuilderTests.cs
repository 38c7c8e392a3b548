using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Tests.Evaluation.Reports;

public sealed class ReportBuilderTests
{
    private static readonly MethodName Sft = new("sft", "T2L-SFT", MethodGroup.Hypernetwork);
    private static readonly Figure[] Figures =
    [
        Of(0, "a/plain", "a", 1), Of(0, "a/stars", "a", 0.5), Of(0, "b/plain", "b", 0),
        Of(1, "a/hash", "a", 0.25),
        Of(0, "a/plain", "a", 0.125, "unseen_wording"),
    ];

    [Fact]
    public void A_row_is_the_mean_over_tasks_and_then_over_seeds()
    {
        var row = ReportBuilder.Row(Figures, Sft, "unseen_task", bootstrapSeed: 0)!;

        Assert.Equal(0.375, row.Accuracy); // (0.5 + 0.25) / 2
        Assert.Equal(4, row.N);
        Assert.Equal([new(0, 0.5, 3), new(1, 0.25, 1)], row.Seeds);
        Assert.InRange(row.Accuracy, row.Low, row.High);
    }

    [Fact]
    public void The_interval_counts_families_and_not_their_tasks()
    {
        Figure[] figures = [.. Enumerable.Range(0, 8).SelectMany(family => new[] { "plain", "stars", "hash" }.Select(format => Of(0, $"{family}/{format}", $"{family}", family % 2)))];

        var row = ReportBuilder.Row(figures, Sft, "unseen_task", bootstrapSeed: 0)!;

        // Eight coins, in steps of an eighth: 24 of them would lie between 0.29 and 0.71.
        Assert.Equal((0.5, 24), (row.Accuracy, row.N));
        Assert.Equal((0.125, 0.875), (row.Low, row.High));
    }

    [Fact]
    public void Runs_that_differ_by_their_seed_are_one_mean()
    {
        // Each seed alone is sure of nothing, both together are surer: the ends are not the mean of the seeds' ends.
        Figure[] figures = [.. new[] { 0, 1 }.SelectMany(seed => Enumerable.Range(0, 40).Select(task => Of(seed, $"{task}/plain", $"{task}", task % 2) with { Method = $"run-{seed}" }))];
        var alone = ReportBuilder.Row(figures, Sft with { Name = "run-0" }, "unseen_task", 0)!;

        var row = Assert.Single(ReportBuilder.Joined(figures, Sft, bootstrapSeed: 0));

        Assert.Equal((0.5, 80), (row.Accuracy, row.N));
        Assert.Equal((alone.High - alone.Low) / Math.Sqrt(2), row.High - row.Low, 0.03);
    }

    [Fact]
    public void A_method_without_figures_has_no_row() => Assert.Null(ReportBuilder.Row(Figures, Sft with { Name = "oracle" }, "unseen_task", 0));

    [Fact]
    public void A_family_is_the_mean_of_its_tasks_in_all_seeds()
    {
        var families = ReportBuilder.Families(Figures);

        Assert.Equal(
            [new("sft", "unseen_task", "a", 1.75 / 3, 3), new("sft", "unseen_task", "b", 0, 1), new("sft", "unseen_wording", "a", 0.125, 1)],
            families);
    }

    private static Figure Of(int seed, string task, string family, double share, string split = "unseen_task") => new(seed, "sft", split, task, family, new TaskScore(share, 14));
}
