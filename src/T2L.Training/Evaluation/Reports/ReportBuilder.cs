using T2L.Training.Evaluation.Methods;
using T2L.Training.Evaluation.Runs;

namespace T2L.Training.Evaluation.Reports;

/// <summary>From what was measured to a report.</summary>
internal static class ReportBuilder
{
    /// <summary>Builds the report of measured cells.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="worlds">The worlds, that of the first seed first.</param>
    /// <param name="cells">What the methods did.</param>
    /// <param name="runs">What the hypernetworks of the list of runs did.</param>
    /// <param name="elapsed">How long it took.</param>
    public static SuiteReport Build(
        EvaluationOptions options, IReadOnlyList<EvaluationWorld> worlds, IReadOnlyList<EvaluationCell> cells, IReadOnlyList<MeasuredRun> runs, TimeSpan elapsed)
    {
        var figures = cells.SelectMany(Figure.Of).ToList();
        var splits = worlds[0].Splits;
        var rows = splits.SelectMany(split => worlds[0].Methods.Select(method => Row(figures, method.Name, split.Name, options.Seeds[0]))).OfType<ReportRow>().ToList();
        var shown = splits.Select(split => new ReportSplit(split.Name, split.Label, worlds.Take(options.Seeds.Count).Sum(world => world.Splits.Single(own => own.Name == split.Name).Tasks.Count))).ToList();
        return new SuiteReport("nano", options.Seeds[0], rows)
        {
            Seeds = options.Seeds,
            Wordings = options.Wordings,
            Examples = options.Examples,
            Splits = shown,
            Families = Families(figures),
            Tasks = TaskRows(figures),
            Runs = [.. runs.Select(run => Row(run, options.Seeds[0]))],
            RunMeans = Means(runs, options.Seeds[0]),
            Map = worlds[0].Encoder is { } encoder ? TaskMap.Of(worlds[0], encoder) : null,
            LeftOut = ReportNotes.LeftOut(options, worlds[0].Methods),
            Notes = [.. ReportNotes.Of(options, rows, shown), .. ReportCaveats.Of(options, worlds.Select(world => world.Diet), worlds.SelectMany(world => world.Unproven))],
            Models = ReportNotes.Models(options),
            ElapsedSeconds = Math.Round(elapsed.TotalSeconds, 1),
        };
    }

    /// <summary>Mean over tasks, then over seeds, with an interval over families; nothing where the method has no figure.</summary>
    internal static ReportRow? Row(IReadOnlyList<Figure> figures, MethodName method, string split, int bootstrapSeed)
    {
        var seeds = figures.Where(figure => figure.Method == method.Name && figure.Split == split).GroupBy(figure => figure.Seed).Select(seed => seed.ToList()).ToList();
        if (seeds.Count == 0)
            return null;
        var means = seeds.Select(seed => seed.Average(figure => figure.Score.ExactMatch)).ToList();
        var families = seeds.Select(seed => (IReadOnlyList<Cluster>)[.. seed.GroupBy(figure => figure.Family).Select(family => Cluster.Of([.. family.Select(figure => figure.Score.ExactMatch)]))]).ToList();
        var (low, high) = Bootstrap.Interval(families, bootstrapSeed);
        return new ReportRow(method.Name, split, means.Average(), low, high, seeds.Sum(seed => seed.Count))
        {
            Label = method.Label,
            Group = method.Group,
            PromptTokens = Math.Round(seeds.Average(seed => seed.Average(figure => figure.Score.PromptTokens)), 1),
            Seeds = [.. seeds.Select((seed, place) => new SeedFigure(seed[0].Seed, means[place], seed.Count))],
        };
    }

    internal static IReadOnlyList<FamilyRow> Families(IReadOnlyList<Figure> figures) =>
        [.. figures.GroupBy(figure => (figure.Method, figure.Split, figure.Family))
            .Select(family => new FamilyRow(family.Key.Method, family.Key.Split, family.Key.Family, family.Average(figure => figure.Score.ExactMatch), family.Count()))
            .OrderBy(row => row.Split, StringComparer.Ordinal).ThenBy(row => row.Family, StringComparer.Ordinal).ThenBy(row => row.Method, StringComparer.Ordinal)];

    private static List<TaskRow> TaskRows(IReadOnlyList<Figure> figures) =>
        [.. figures.GroupBy(figure => (figure.Seed, figure.Split, figure.Task))
            .Select(task => new TaskRow(task.Key.Seed, task.Key.Split, task.Key.Task, task.ToDictionary(figure => figure.Method, figure => Math.Round(figure.Score.ExactMatch, 4))))];

    /// <summary>Runs of one size and number of training tasks as one method: what another seed changes is part of the mean, not a line of its own.</summary>
    private static List<RunMean> Means(IReadOnlyList<MeasuredRun> runs, int bootstrapSeed) =>
        [.. runs.Where(measured => measured.Run.ReconstructionDistance is null).GroupBy(measured => (measured.Run.Variant, measured.Run.TrainingTasks))
            .OrderBy(same => same.Key.Variant, StringComparer.Ordinal).ThenBy(same => same.Key.TrainingTasks)
            .Select(same => new RunMean(same.Key.Variant, same.Key.TrainingTasks, same.Count(), Joined([.. same.SelectMany(measured => measured.Cells).SelectMany(Figure.Of)], same.First().Cells[0].Method.Name, bootstrapSeed)))];

    /// <summary>Rows of figures of several runs, as if one method had made them all.</summary>
    internal static IReadOnlyList<ReportRow> Joined(IReadOnlyList<Figure> figures, MethodName name, int bootstrapSeed) =>
        [.. figures.Select(figure => figure.Split).Distinct().Select(split => Row([.. figures.Select(figure => figure with { Method = name.Name })], name, split, bootstrapSeed)).OfType<ReportRow>()];

    private static RunRow Row(MeasuredRun measured, int bootstrapSeed)
    {
        var run = measured.Run;
        var rows = measured.Cells.Select(cell => Row([.. Figure.Of(cell)], cell.Method.Name, cell.Split.Name, bootstrapSeed)).OfType<ReportRow>().ToList();
        return new RunRow(run.Name, run.Variant, run.TrainingTasks, run.Seed, run.ReconstructionDistance, rows);
    }
}
