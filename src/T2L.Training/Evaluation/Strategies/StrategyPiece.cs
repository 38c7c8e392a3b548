using System.Diagnostics;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Svf;
using T2L.Svf.Adaptation;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>One figure of a method.</summary>
internal sealed record StrategyFigure(string Method, string Label, double ExactMatch, PassCost? FirstPass = null, PassCost? SecondPass = null, double? RightKind = null);

/// <summary>What was measured of one task in one draw.</summary>
internal sealed record MeasuredPiece(TaskDefinition Task, int Draw, IReadOnlyList<StrategyFigure> Figures, IReadOnlyDictionary<int, string> BestSingle);

/// <summary>All methods on one task and draw: chosen by the examples, measured on inputs that nothing was chosen by.</summary>
internal sealed class StrategyPiece(StrategyWorld world, TaskDefinition task, int draw, StrategyOptions options)
{
    private const int MostDraws = 20_000;

    private readonly AnswerExample[] _shots = ShotsOf(task, draw, options.Shots.Max());
    private readonly StrategyScorer _scorer = new(world);

    /// <summary>Measures.</summary>
    /// <param name="passes">First passes that look at the request.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public async Task<MeasuredPiece> RunAsync(IReadOnlyList<DispatchPass> passes, CancellationToken cancellation)
    {
        var kept = QuestionsOf(task, draw, options.Questions, _shots);
        var alone = await _scorer.ScoreExpertsAsync([null, .. world.Experts], kept, cancellation).ConfigureAwait(false); // the base first
        var figures = new List<StrategyFigure> { new("base", "base model", Share(alone[0])) };
        var best = new Dictionary<int, string>();
        foreach (var count in options.Shots.Order())
        {
            var (place, cost) = await BestAsync(count, cancellation).ConfigureAwait(false);
            best[count] = world.Labels[place];
            figures.Add(new($"best_single_{count}", $"best single expert, by {count} examples", Share(alone[place + 1]), cost));
        }

        figures.AddRange(passes.Select(pass => Dispatched(pass, kept, alone)));
        foreach (var search in StrategySearch.Of(options))
            figures.Add(await SearchedAsync(search, kept, alone[0], cancellation).ConfigureAwait(false));
        figures.AddRange(await ControlsAsync(best[options.Shots.Max()], kept, alone, cancellation).ConfigureAwait(false));
        return new MeasuredPiece(task, draw, figures, best);
    }

    /// <summary>Examples to choose by: inputs that training may see, none twice.</summary>
    internal static AnswerExample[] ShotsOf(TaskDefinition task, int draw, int count)
    {
        var random = new Random(Seeds.Mix(draw, (int)StableHash.Of("strategies/shots", task.Id)));
        var shots = Many(task, random, Split.Training).DistinctBy(shot => shot.Input, StringComparer.Ordinal).Take(count).ToArray();
        return shots.Length == count
            ? shots
            : throw new ArgumentException($"--budgets asks for {count} examples; '{task.Id}' has {shots.Length} different inputs. Ask for fewer, or leave that task out.");
    }

    /// <summary>Inputs to measure by: kept out of training, and none of the examples.</summary>
    internal static AnswerExample[] QuestionsOf(TaskDefinition task, int draw, int count, IReadOnlyList<AnswerExample> shots)
    {
        var random = new Random(Seeds.Mix(draw, (int)StableHash.Of("strategies/questions", task.Id)));
        var known = shots.Select(shot => shot.Input).ToHashSet(StringComparer.Ordinal);
        var questions = Many(task, random, Split.Test).Where(question => !known.Contains(question.Input)).Take(count).ToArray();
        return questions.Length == count
            ? questions
            : throw new ArgumentException($"'{task.Id}' has too few inputs that are none of its {shots.Count} examples. Choose by fewer (--budgets), or leave that task out.");
    }

    // Some kinds of input have few: what did not come up in so many draws hardly will.
    private static IEnumerable<AnswerExample> Many(TaskDefinition task, Random random, Split split) =>
        Enumerable.Range(0, MostDraws).Select(_ => task.Sample(random, split)).Select(example => new AnswerExample(example.Input, example.Answer));

    private async Task<(int Place, PassCost Cost)> BestAsync(int count, CancellationToken cancellation)
    {
        var (before, clock) = (_scorer.Tokens, Stopwatch.StartNew());
        var scores = await _scorer.ScoreExpertsAsync([.. world.Experts], _shots[..count], cancellation).ConfigureAwait(false);
        var place = Enumerable.Range(0, scores.Count).MaxBy(expert => ShotSummary.Of(scores[expert]));
        return (place, new PassCost("task", clock.Elapsed.TotalSeconds, _scorer.Tokens - before));
    }

    private StrategyFigure Dispatched(DispatchPass pass, AnswerExample[] kept, IReadOnlyList<IReadOnlyList<ShotScore>> alone)
    {
        string[] requests = [.. kept.Select(example => example.Input)];
        var (labels, cost) = pass.Choose(requests);
        var right = labels.Select((label, question) => alone[Place(label)][question].IsExact).Count(exact => exact);
        var kinds = labels.Count(label => world.Shelf.Has(label) && world.Suite.Find(label).Kind == task.Kind);
        return new(pass.Name, pass.Label, (double)right / kept.Length, cost, pass.Answer(requests, labels), (double)kinds / kept.Length);

        int Place(string label) => Enumerable.Range(0, world.Labels.Count).FirstOrDefault(place => world.Labels[place] == label, -1) + 1; // 0 is the base
    }

    private async Task<StrategyFigure> SearchedAsync(StrategySearch search, AnswerExample[] kept, IReadOnlyList<ShotScore> plain, CancellationToken cancellation)
    {
        var (before, clock) = (_scorer.Tokens, Stopwatch.StartNew());
        SvfExpert? mix = null;
        try
        {
            var found = await new FewShotSearch(world.Experts, _scorer, search.Options with { Search = search.Options.Search with { Seed = draw } }, world.SingularValues)
                .RunAsync(_shots[..search.Shots], cancellationToken: cancellation).ConfigureAwait(false);
            mix = found.Helps || search.Anyhow ? found.Mix : null;
        }
        catch (AdapterFormatException exception) when (exception.Error == AdapterFormatError.EmptyGate)
        {
            // No candidate was usable in raw space; then the base answers.
        }

        var cost = new PassCost("task", clock.Elapsed.TotalSeconds, _scorer.Tokens - before);
        var share = mix is null ? Share(plain) : Share((await _scorer.ScoreExpertsAsync([mix], kept, cancellation).ConfigureAwait(false))[0]);
        return new(search.Name, search.Label, share, cost);
    }

    // What should fail: the best expert's numbers in an order of chance, and an expert for another kind of input.
    private async Task<IEnumerable<StrategyFigure>> ControlsAsync(string best, AnswerExample[] kept, IReadOnlyList<IReadOnlyList<ShotScore>> alone, CancellationToken cancellation)
    {
        var shuffled = await _scorer.ScoreExpertsAsync([world.Shelf.Shuffled(best, draw)], kept, cancellation).ConfigureAwait(false);
        int[] others = [.. Enumerable.Range(0, world.Labels.Count).Where(place => world.Suite.Find(world.Labels[place]).Kind != task.Kind)];
        var random = new StrategyFigure("random_z", "random z: the best single expert's numbers, shuffled", Share(shuffled[0]));
        return others.Length == 0
            ? [random]
            : [random, new("wrong_expert", "an expert for another kind of input", Share(alone[others[new Random(Seeds.Mix(draw, (int)StableHash.Of("strategies/wrong", task.Id))).Next(others.Length)] + 1]))];
    }

    private static double Share(IReadOnlyList<ShotScore> scores) => scores.Count(score => score.IsExact) / (double)scores.Count;
}
