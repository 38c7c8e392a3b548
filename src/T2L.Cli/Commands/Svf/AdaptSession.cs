using System.Diagnostics;
using T2L.Adapters.Examples;
using T2L.Adapters.Examples.Checking;
using T2L.Adapters.Svf;
using T2L.Cli.Output;
using T2L.Contracts;
using T2L.Inference;
using T2L.Inference.Experts;
using T2L.Svf.Adaptation;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Commands.Svf;

/// <summary>The strategies of svf adapt, over an engine that has the experts at hand.</summary>
internal sealed class AdaptSession
{
    private readonly BuiltInEngine _engine;
    private readonly ExpertsInMemory _source;
    private readonly IReadOnlyList<NamedExpert> _experts;
    private readonly IReadOnlyList<OfferedExpert> _offered;
    private readonly string? _classifier;
    private readonly StoredDecomposition _decomposition;
    private readonly int _maxTokens;
    private readonly List<double> _firstPassMs = []; // of those that were asked, not remembered
    private readonly IExpertScorer _scorer;

    // Without a checker the whole answer has to be right, which is known without producing it.
    public AdaptSession(
        BuiltInEngine engine, ExpertsInMemory source, IReadOnlyList<NamedExpert> experts, NamedExpert? classifier, StoredDecomposition decomposition, int maxTokens, IAnswerChecker? checker = null)
    {
        _scorer = checker is null ? engine : new CheckedAnswers(engine, source, checker, maxTokens);
        (_engine, _source, _experts, _decomposition, _maxTokens) = (engine, source, experts, decomposition, maxTokens);
        _offered = [.. experts.Select(expert => new OfferedExpert(source.Add(expert.Expert), expert.Label))];
        _classifier = classifier is null ? null : source.Add(classifier.Expert);
    }

    private IReadOnlyList<string> Labels => [.. _experts.Select(expert => expert.Label)];

    /// <summary>Strategies A and B: the base model, or a classification expert, says which expert a request is for.</summary>
    public async Task<AdaptReport> DispatchAsync(AdaptTask task, CancellationToken cancellation)
    {
        CheckPrompts(task);
        foreach (var digest in _offered.Select(expert => expert.Digest).Append(_classifier).OfType<string>())
            await _engine.PrefetchAsync(digest, cancellation).ConfigureAwait(false); // what is timed is the answer, not the disk
        var (chosen, plain, adapted) = await MeasureAsync(task.Shots, cancellation).ConfigureAwait(false);
        var answers = new List<AdaptedAnswer>();
        foreach (var prompt in task.Prompts)
        {
            var (choice, firstPassMs) = await ChooseAsync(prompt, cancellation).ConfigureAwait(false);
            answers.Add(await AnswerAsync(prompt, choice.Label, choice.AdapterDigest, firstPassMs, cancellation).ConfigureAwait(false));
        }

        return new AdaptReport(
            task.Strategy, Labels, null, plain, adapted, null, null, chosen, answers, Mean(_firstPassMs) ?? 0, Mean(answers.Select(answer => answer.SecondPassMs)), null);
    }

    /// <summary>Strategy C: the mix that answers the examples best.</summary>
    public async Task<AdaptReport> FewShotAsync(AdaptTask task, string? save, CancellationToken cancellation)
    {
        CheckPrompts(task);
        var clock = Stopwatch.StartNew();
        var search = new FewShotSearch([.. _experts.Select(expert => expert.Expert)], _scorer, task.Options, name => _decomposition.SingularValues(name).ToArray());
        var found = await search.RunAsync(task.Shots, new GenerationLine(), cancellation).ConfigureAwait(false);
        var searchMs = clock.Elapsed.TotalMilliseconds;
        var written = found.Helps ? save : null;
        if (written is not null)
            SvfExpertFile.Write(written, found.Mix); // before anything else can go wrong: a search takes minutes
        var digest = found.Helps ? _source.Add(found.Mix) : null;
        if (digest is not null)
            await _engine.PrefetchAsync(digest, cancellation).ConfigureAwait(false); // what is timed is the answer, not the loading
        var answers = new List<AdaptedAnswer>();
        foreach (var prompt in task.Prompts)
            answers.Add(await AnswerAsync(prompt, digest is null ? Skill.Other : "mix", digest, null, cancellation).ConfigureAwait(false));
        return new AdaptReport(
            task.Strategy, Labels, [.. _experts.Select((expert, row) => new ExpertWeights(expert.Label, Row(found, row)))],
            ExampleFigures.Of("base", task.Shots.Count, found.Base), ExampleFigures.Of("mix", task.Shots.Count, found.Mixed),
            [.. _experts.Zip(found.Alone, (expert, alone) => ExampleFigures.Of(expert.Label, task.Shots.Count, alone))],
            await HeldOutAsync(found, task.Others, cancellation).ConfigureAwait(false), null, answers, searchMs, Mean(answers.Select(answer => answer.SecondPassMs)), written)
        { Helps = found.Helps, NotSaved = written is null ? save : null };
    }

    private static float[] Row(FewShotResult found, int expert) =>
        [.. Enumerable.Range(0, found.Weights.Columns).Select(column => found.Weights[expert, column])];

    // The best single expert is the one that did best on the examples that were searched with: these here decide nothing.
    private async Task<HeldOutFigures?> HeldOutAsync(FewShotResult found, IReadOnlyList<AnswerExample> others, CancellationToken cancellation)
    {
        if (others.Count == 0)
            return null;
        var best = Enumerable.Range(0, _experts.Count).MaxBy(place => found.Alone[place]);
        var scores = await _scorer.ScoreExpertsAsync([null, _experts[best].Expert, found.Helps ? found.Mix : null], others, cancellation).ConfigureAwait(false);
        ExampleFigures Figures(string name, int place) => ExampleFigures.Of(name, others.Count, ShotSummary.Of(scores[place]));
        return new HeldOutFigures(Figures("base", 0), Figures(_experts[best].Label, 1), Figures("mix", 2));
    }

    private async Task<(IReadOnlyList<ChosenFigures>? Chosen, ExampleFigures? Base, ExampleFigures? Adapted)> MeasureAsync(IReadOnlyList<AnswerExample> examples, CancellationToken cancellation)
    {
        if (examples.Count == 0)
            return (null, null, null);
        var (labels, plain, adapted) = (new List<string>(), new List<ShotScore>(), new List<ShotScore>());
        foreach (var example in examples)
        {
            var (choice, _) = await ChooseAsync(example.Input, cancellation).ConfigureAwait(false);
            var expert = choice.AdapterDigest is null ? null : _experts.First(one => one.Label == choice.Label).Expert;
            var scores = await _scorer.ScoreExpertsAsync([null, expert], [example], cancellation).ConfigureAwait(false);
            labels.Add(choice.Label);
            plain.Add(scores[0][0]);
            adapted.Add(scores[1][0]);
        }

        return (
            [.. labels.CountBy(label => label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ChosenFigures(pair.Key, pair.Value))],
            ExampleFigures.Of("base", examples.Count, ShotSummary.Of(plain)), ExampleFigures.Of("adapted", examples.Count, ShotSummary.Of(adapted)));
    }

    // What cannot be answered is refused before anything is searched for.
    private void CheckPrompts(AdaptTask task)
    {
        foreach (var prompt in task.Prompts)
            _engine.Check(CompletionRequest.OfUser(prompt, null, _maxTokens));
    }

    private async Task<(ExpertChoice Choice, double? Milliseconds)> ChooseAsync(string prompt, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var choice = await _engine.ChooseAsync(CompletionRequest.OfUser(prompt, _classifier, _maxTokens) with { Experts = _offered }, cancellation).ConfigureAwait(false);
        if (choice.Remembered)
            return (choice, null);
        _firstPassMs.Add(clock.Elapsed.TotalMilliseconds);
        return (choice, _firstPassMs[^1]);
    }

    private async Task<AdaptedAnswer> AnswerAsync(string prompt, string label, string? digest, double? firstPassMs, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var adapted = (await _engine.CompleteAsync(CompletionRequest.OfUser(prompt, digest, _maxTokens), cancellation).ConfigureAwait(false)).Text;
        var secondPassMs = clock.Elapsed.TotalMilliseconds;
        var plain = (await _engine.CompleteAsync(CompletionRequest.OfUser(prompt, null, _maxTokens), cancellation).ConfigureAwait(false)).Text;
        return new AdaptedAnswer(prompt, label, plain, adapted, firstPassMs, secondPassMs);
    }

    private static double? Mean(IEnumerable<double> values) => values.Any() ? values.Average() : null;
}
