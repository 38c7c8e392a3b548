using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using T2L.Training.Evaluation.Reports;
using T2L.Training.Evaluation.Runs;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation;

/// <summary>Measures all methods on the nano suite; adapters take the path that serves: generator, adapter, mixed batch.</summary>
public static class SuiteEvaluator
{
    /// <summary>Asks every method about every split of every seed, one worker a core.</summary>
    /// <param name="options">Models, sizes and seeds.</param>
    /// <param name="progress">Told about once a second where it stands, and each measurement as it is ready.</param>
    /// <param name="cancellation">Stops between parts.</param>
    public static SuiteReport Run(EvaluationOptions options, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        EvaluationChecks.Check(options);
        set_num_threads(1);
        var runs = options.Runs is { } file ? RunList.Read(file) : [];
        var worlds = new List<EvaluationWorld>();
        try
        {
            foreach (var seed in options.Seeds.Concat(runs.Select(run => run.Seed)).Distinct())
                worlds.Add(EvaluationWorld.Load(options, seed));
            var cells = Cells(worlds.Take(options.Seeds.Count));
            var measured = runs.Select(run => MeasuredRun.Plan(run, worlds.Single(world => world.Suite.Seed == run.Seed))).ToList();
            var elapsed = Measure([.. cells, .. measured.SelectMany(run => run.Cells)], options.Workers, progress, cancellation);
            return ReportBuilder.Build(options, worlds, cells, measured, elapsed);
        }
        finally
        {
            foreach (var world in worlds)
                world.Dispose();
        }
    }

    // Without descriptions, training tasks are the same in training wordings and in others: they are asked once.
    private static List<EvaluationCell> Cells(IEnumerable<EvaluationWorld> worlds) =>
        [.. from world in worlds
            from method in world.Methods
            from split in world.Splits
            where method.ReadsDescriptions || split.Name != EvaluationSplit.UnseenWording
            let cell = new EvaluationCell(world, method, split)
            where cell.Tasks.Count > 0
            select cell];

    private static TimeSpan Measure(IReadOnlyList<EvaluationCell> cells, int workers, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var meter = new EvaluationMeter(
            cells.Sum(cell => cell.Questions(cell.Tasks.Count)), cells.Sum(cell => cell.Questions(cell.Tasks.Count) * cell.Method.Cost), progress, TimeProvider.System);
        var pieces = cells.SelectMany(cell => cell.Pieces.Select(piece => (Cell: cell, Piece: piece)));
        try
        {
            Parallel.ForEach(
                Partitioner.Create(pieces, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
                work =>
                {
                    var last = work.Cell.Measure(work.Piece);
                    var asked = work.Cell.Questions(work.Piece.GetOffsetAndLength(work.Cell.Tasks.Count).Length);
                    meter.Add(asked, asked * work.Cell.Method.Cost, last ? Note(work.Cell) : null);
                });
        }
        catch (AggregateException exception)
        {
            // Workers that stumble over the same file say the same.
            ExceptionDispatchInfo.Capture(exception.InnerExceptions[0]).Throw();
        }
        return meter.Elapsed;
    }

    private static string Note(EvaluationCell cell) => string.Create(CultureInfo.InvariantCulture,
        $"seed {cell.World.Suite.Seed}, {cell.Method.Name.Name} on {cell.Split.Name}: {100 * cell.Scores.Average(score => score.ExactMatch):F1} %");
}
