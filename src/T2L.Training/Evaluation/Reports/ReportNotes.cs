using System.Globalization;
using T2L.Training.Evaluation.Methods;

namespace T2L.Training.Evaluation.Reports;

/// <summary>The sentences of a report.</summary>
internal static class ReportNotes
{
    /// <summary>What was not measured because its models were not named.</summary>
    public static IReadOnlyList<LeftOut> LeftOut(EvaluationOptions options, IReadOnlyList<IEvaluationMethod> methods)
    {
        var missing = new List<LeftOut>();
        if (options.MultiTask is null)
            missing.Add(new("multitask_lora", "--multi-task DIR, which 't2l train multi-task' writes"));
        if (options.Oracles is null)
            missing.AddRange([new("oracle", "--oracles DIR, which 't2l train oracle' writes"), new("nearest_oracle", "--oracles DIR, which 't2l train oracle' writes")]);
        var written = methods.Where(method => method.Name.Group == MethodGroup.Hypernetwork).Select(method => method.Name.Label).ToList();
        if (!written.Any(label => label.StartsWith("T2L-SFT", StringComparison.Ordinal)))
            missing.Add(new("sft", "--hypernetwork sft=DIR, which 't2l train sft' writes"));
        if (!written.Any(label => label.StartsWith("T2L-reconstruction", StringComparison.Ordinal)))
            missing.Add(new("reconstruction", "--hypernetwork reconstruction=DIR, which 't2l train reconstruction' writes"));
        return missing;
    }

    /// <summary>What a reader should know of the figures.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="rows">What came out.</param>
    /// <param name="splits">The splits.</param>
    public static IReadOnlyList<string> Of(EvaluationOptions options, IReadOnlyList<ReportRow> rows, IReadOnlyList<ReportSplit> splits)
    {
        var notes = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"Exact match of the whole answer, greedy. Every method is asked the same inputs: {options.Wordings} descriptions of each task, {options.Examples} inputs for each."),
            "Intervals: 95 %, bootstrap over families of tasks (an operation in its formats) within each seed. They do not cover what another training run would change.",
            "Descriptions in the prompt stand where an earlier example would. The bundled base never met a description: with it, this shows what it cannot do. A base of 't2l train lm --instructions' met them.",
        };
        if (options.Seeds.Count == 1)
            notes.Add("One seed: differences of two or three points mean nothing.");
        else if (options.Encoder is { } encoder && !encoder.Contains(EvaluationOptions.SeedMark, StringComparison.Ordinal))
            notes.Add("One text encoder for all seeds: of all splits but its own, it met descriptions of tasks that are called unseen here.");
        if (options.MostTasks < int.MaxValue)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Only the first {options.MostTasks} tasks of each split: a glance, not a result."));
        if (rows.FirstOrDefault(row => row.Method == "oracle") is { } oracle && splits.Single(split => split.Name == oracle.Split) is var trained && oracle.N < trained.N)
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"Oracle LoRAs of {oracle.N} of the {trained.N} training tasks: their row is the mean of these alone, which the other rows on training tasks are not; the nearest oracle is chosen among these."));
        if (rows.FirstOrDefault(row => row.Method == "svf_expert") is { } expert && splits.Single(split => split.Name == expert.Split) is var all && expert.N < all.N)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"SVF experts of {expert.N} of the {all.N} training tasks: their rows are means of these alone; report.json has every task."));
        return notes;
    }

    /// <summary>The models as they were named.</summary>
    public static IReadOnlyList<ReportModel> Models(EvaluationOptions options) =>
    [
        new("base", Short(options.BaseModel)),
        .. Named("encoder", options.Encoder),
        .. options.Hypernetworks.Select(hypernetwork => new ReportModel($"hypernetwork {hypernetwork.Name}", Short(hypernetwork.Folder))),
        .. Named("oracles", options.Oracles),
        .. Named("experts", options.Experts),
        .. options.ExpertHypernetworks.Select(hypernetwork => new ReportModel($"hypernetwork of experts {hypernetwork.Name}", Short(hypernetwork.Folder))),
        .. Named("multi-task LoRA", options.MultiTask),
    ];

    private static IEnumerable<ReportModel> Named(string role, string? folder) => folder is null ? [] : [new ReportModel(role, Short(folder))];

    /// <summary>What lies below the folder one works in is known by its place there.</summary>
    internal static string Short(string folder) =>
        Path.GetRelativePath(Environment.CurrentDirectory, folder) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : folder;
}
