using T2L.Training.Evaluation;

namespace T2L.Training.Tests.Evaluation.Reports;

/// <summary>A small report with everything in it, and with a description that would like to be markup.</summary>
internal static class SampleReport
{
    public const string Hostile = "<script>alert(\"1\")</script> & 'more'";

    public static SuiteReport Of(string description = Hostile) => new("nano", 0,
    [
        Row("base", "unseen_task", 0.01, MethodGroup.Baseline), Row("sft", "unseen_task", 0.75, MethodGroup.Hypernetwork), Row("sft_random_text", "unseen_task", 0, MethodGroup.Control),
        Row("base", "unseen_wording", 0.02, MethodGroup.Baseline), Row("sft", "unseen_wording", 0.9, MethodGroup.Hypernetwork),
    ])
    {
        Splits = [new("unseen_wording", "training tasks, unseen wordings", 479), new("unseen_task", "unseen tasks", 80)],
        Families = [new("sft", "unseen_task", "word.reverse", 0.5, 2), new("base", "unseen_task", "word.reverse", 0, 2)],
        Tasks = [new(0, "unseen_task", "word.reverse/plain", new Dictionary<string, double> { ["sft"] = 0.5 })],
        Runs = [Run("sft-64", "L", 64, null, 0.4), Run("sft-128", "L", 128, null, 0.6), Run("sft-m", "M", 128, null, 0.55), Run(description, "L", 479, 0.0017, 0.3)],
        RunMeans = [Mean("L", 64, 0.4), Mean("L", 128, 0.6), Mean("M", 128, 0.55)],
        Map = new(0, 0.25, 0.125, [new("word.reverse/plain", "Word", "training", 0, 1, description), new("date.year/plain", "Date", "unseen_task", 1, 0, "Give the year.")]),
        LeftOut = [new("oracle", "--oracles DIR")],
        Notes = ["One seed."],
        Models = [new("base", description)],
    };

    public static ReportRow Row(string method, string split, double accuracy, MethodGroup group) =>
        new(method, split, accuracy, Math.Max(0, accuracy - 0.05), Math.Min(1, accuracy + 0.05), 80) { Group = group, PromptTokens = 14, Seeds = [new(0, accuracy, 80)] };

    // Its intervals are its own, not those of the runs.
    private static RunMean Mean(string variant, int tasks, double accuracy) =>
        new(variant, tasks, 1, [.. Run("", variant, tasks, null, accuracy).Rows.Select(row => row with { Low = accuracy - 0.25 })]);

    private static RunRow Run(string name, string variant, int tasks, double? distance, double accuracy) =>
        new(name, variant, tasks, 0, distance, [Row(name, "unseen_wording", accuracy, MethodGroup.Hypernetwork), Row(name, "unseen_task", accuracy / 2, MethodGroup.Hypernetwork)]);
}
