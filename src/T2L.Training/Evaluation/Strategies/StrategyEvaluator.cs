using System.Diagnostics;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Svf.Adaptation;
using T2L.Training.Data;
using T2L.Training.Recipes;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>
/// The three strategies of two-pass adaptation on tasks that no expert is for, beside the base, the best single expert and what should fail. Everything is
/// chosen by the examples, or by the request; everything is measured on other inputs.
/// </summary>
public static class StrategyEvaluator
{
    /// <summary>Measures.</summary>
    /// <param name="options">Models and sizes.</param>
    /// <param name="progress">Told after each task and draw.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the parts do not go together.</exception>
    public static async Task<StrategyReport> RunAsync(StrategyOptions options, IProgress<StrategyProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        set_num_threads(1);
        using var world = new StrategyWorld(options);
        var clock = Stopwatch.StartNew();
        var (passes, leftOut) = Passes(world, options, cancellation);
        StrategyPiece[] pieces = [.. options.Draws.SelectMany(draw => world.Tasks.Select(task => new StrategyPiece(world, task, draw, options)))];
        var measured = new MeasuredPiece[pieces.Length];
        var done = 0;
        await Parallel.ForAsync(0, pieces.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation }, async (place, token) =>
        {
            var piece = measured[place] = await pieces[place].RunAsync(passes, token).ConfigureAwait(false);
            progress?.Report(new(Interlocked.Increment(ref done), pieces.Length, clock.Elapsed, Note(piece)));
        }).ConfigureAwait(false);
        return new StrategyReport(
            world.Suite.Seed, options.Draws, options.Questions, options.Generations, world.Labels, world.Model.Digest.Value, world.Decomposition.Digest.Value,
            Rows(measured), [.. measured.Select(TaskRow)], leftOut, options.Workers, Math.Round(clock.Elapsed.TotalSeconds, 1));
    }

    /// <summary>One row a method, in the order in which they were measured.</summary>
    internal static IReadOnlyList<StrategyRow> Rows(IReadOnlyList<MeasuredPiece> pieces) =>
        [.. pieces[0].Figures.Select(figure => figure.Method).Select(method =>
        {
            var own = pieces.Select(piece => (piece.Draw, piece.Task, Figure: piece.Figures.First(figure => figure.Method == method))).ToList();
            var draws = own.GroupBy(one => one.Draw).Select(draw => (IReadOnlyList<Cluster>)[.. draw.Select(one => Cluster.Of([one.Figure.ExactMatch]))]).ToList();
            var (low, high) = Bootstrap.Interval(draws, seed: 0);
            return new StrategyRow(method, own[0].Figure.Label, own.Average(one => one.Figure.ExactMatch), low, high,
                Mean(own.Select(one => one.Figure.FirstPass)), Mean(own.Select(one => one.Figure.SecondPass)), own[0].Figure.RightKind is null ? null : own.Average(one => one.Figure.RightKind));
        })];

    private static (List<DispatchPass> Passes, List<LeftOut> LeftOut) Passes(StrategyWorld world, StrategyOptions options, CancellationToken cancellation)
    {
        var (passes, leftOut) = (new List<DispatchPass>(), new List<LeftOut>());
        DispatchSkill[] skills = [.. world.Experts.Zip(world.Labels, (expert, label) => DispatchSkill.Of(expert.Manifest, label))];
        var prompt = new DispatchPass(world, "prompt", "prompt: the base model is asked", new DispatchPrompt(skills), null);
        if (prompt.Fault(world.Tasks.SelectMany(task => StrategyPiece.QuestionsOf(task, options.Draws[0], options.Questions, []).Select(example => example.Input))) is { } fault)
            leftOut.Add(new(prompt.Name, fault));
        else
            passes.Add(prompt);
        if (options.Classifier is null && OfEachKind(world).Count < 2)
        {
            leftOut.Add(new("classify", "experts for at least two kinds of input: inputs are all that a classification expert sees"));
            return (passes, leftOut);
        }

        var classifier = options.Classifier is { } file ? SvfExpertFile.Read(file) : Trained(world, options, cancellation);
        SvfFit.Check(classifier, options.Classifier ?? "classifier", world.Decomposition);
        var letters = DispatchLetters.Of(classifier.Manifest)
            ?? throw new ArgumentException($"'{options.Classifier}' lists no labels, so it is no classification expert. Train one: ./t2l svf train --dispatch --task {world.Labels[0]} --task {world.Labels[^1]} --out FILE.");
        letters.RequireAnyOf(skills);
        passes.Add(new(world, "classify", "classify: a classification expert is asked", letters, classifier));
        return (passes, leftOut);
    }

    // Inputs of one kind cannot be told apart, so one expert of each kind has a letter.
    private static List<string> OfEachKind(StrategyWorld world) => [.. world.Labels.DistinctBy(label => world.Suite.Find(label).Kind)];

    private static SvfExpert Trained(StrategyWorld world, StrategyOptions options, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("t2l-strategies-").FullName;
        try
        {
            var settings = new SvfSupervisedOptions { BaseModel = options.BaseModel, Decomposition = options.Decomposition, Output = Path.Combine(folder, "dispatch"), Seed = world.Suite.Seed, Workers = 1 };
            var index = SvfSupervisedRecipe.Run(new DispatchSource(new ChosenNanoTasks(world.Suite, OfEachKind(world))), settings, progress: null, cancellation);
            return index.Expert(settings.Output, DispatchTask.Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PassCost? Mean(IEnumerable<PassCost?> costs)
    {
        PassCost[] all = [.. costs.OfType<PassCost>()];
        return all.Length == 0 ? null : new(all[0].Per, all.Average(cost => cost.Seconds), all.Average(cost => cost.Tokens));
    }

    private static StrategyTaskRow TaskRow(MeasuredPiece piece) =>
        new(piece.Task.Id, piece.Draw, piece.Figures.ToDictionary(figure => figure.Method, figure => Math.Round(figure.ExactMatch, 4)), piece.BestSingle);

    private static string Note(MeasuredPiece piece) => string.Create(CultureInfo.InvariantCulture,
        $"draw {piece.Draw}, {piece.Task.Id}: {string.Join(", ", piece.Figures.Where(figure => figure.Method is "base" or "classify" || figure.Method.StartsWith("few_shot", StringComparison.Ordinal)).Select(figure => $"{figure.Method} {100 * figure.ExactMatch:F0} %"))}");
}
