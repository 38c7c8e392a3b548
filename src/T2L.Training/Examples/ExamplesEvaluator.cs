using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Hypernetwork.Search;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Examples;

/// <summary>Measures what examples add to a description: tasks that training never met, on inputs that the search never saw.</summary>
public sealed class ExamplesEvaluator : IDisposable
{
    private readonly TaskSuite _suite;
    private readonly ExamplesEvaluationOptions _options;
    private readonly LanguageModel _model;
    private readonly TextEncoder _encoder;
    private readonly LoraGenerator _generator;
    private readonly NanoLayout _layout;
    private readonly CandidateScorer _scorer;

    /// <summary>Loads the models.</summary>
    /// <param name="suite">The suite; its split seed must be the one the hypernetwork was trained with.</param>
    /// <param name="options">Models and sizes.</param>
    public ExamplesEvaluator(TaskSuite suite, ExamplesEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(options);
        set_num_threads(1);
        (_suite, _options) = (suite, options);
        _model = LanguageModel.Load(options.BaseModel);
        _encoder = TextEncoder.Load(options.Encoder);
        _generator = LoraGenerator.Load(options.Hypernetwork);
        _layout = new NanoLayout(_model.Tokenizer);
        _scorer = new CandidateScorer(_model.Network);
    }

    /// <summary>Measures the description alone (<c>sft</c>) and with examples (<c>sft_4_examples</c>, …), one unseen wording a task.</summary>
    /// <param name="progress">Told each task as it is done: split, its place, tasks of the split.</param>
    /// <param name="cancellation">Stops between scorings.</param>
    public async Task<SuiteReport> RunAsync(IProgress<(string Split, int Done, int Tasks)>? progress = null, CancellationToken cancellation = default)
    {
        var rows = new List<ReportRow>();
        foreach (var (split, tasks) in Splits())
        {
            var scores = new double[_options.Examples.Count + 1][];
            for (var method = 0; method < scores.Length; method++)
                scores[method] = new double[tasks.Count];
            for (var t = 0; t < tasks.Count; t++)
            {
                var measured = await MeasureAsync(tasks[t], t, cancellation).ConfigureAwait(false);
                for (var method = 0; method < scores.Length; method++)
                    scores[method][t] = measured[method];
                progress?.Report((split, t + 1, tasks.Count));
            }
            rows.AddRange(scores.Select((values, method) => Row(Method(method), split, values)));
        }
        return new SuiteReport("nano", _suite.Seed, rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _generator.Dispose();
        _encoder.Dispose();
        _model.Dispose();
    }

    private async Task<double[]> MeasureAsync(TaskDefinition task, int index, CancellationToken cancellation)
    {
        var random = new Random(Seeds.Mix(_suite.Seed, 71, index));
        var embedding = _encoder.Embed([task.Describe(random, Wording.Unseen)], cancellation);
        TaskExample[] given = [.. Enumerable.Range(0, _options.Examples.Max()).Select(_ => task.Sample(random, Split.Training))];
        TaskExample[] asked = [.. Enumerable.Range(0, _options.Inputs).Select(_ => task.Sample(random, Split.Test))];
        var adapters = new List<LoraAdapter> { _generator.Generate(embedding)[0] };
        foreach (var count in _options.Examples)
        {
            var search = new ExampleSearch(_generator, _options.Search with { Seed = Seeds.Mix(_suite.Seed, index, count) }, TimeProvider.System);
            AnswerExample[] examples = [.. given.Take(count).Select(example => new AnswerExample(example.Input, example.Answer))];
            var found = await search.RunAsync(embedding, examples, (candidates, places, token) => Task.FromResult<IReadOnlyList<IReadOnlyList<AnswerScore>>>(Score(candidates, [.. places.Select(place => given[place])], token)), null, cancellation).ConfigureAwait(false);
            adapters.Add(found.Adapter);
        }
        return [.. Score(adapters, asked, cancellation).Select(scores => scores.Count(score => score.IsExact) / (double)asked.Length)];
    }

    private List<IReadOnlyList<AnswerScore>> Score(IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<TaskExample> examples, CancellationToken cancellation)
    {
        (IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)[] texts = [.. examples.Select(_layout.Neutral).Select(example => (example.Prompt, example.Answer))];
        var scores = new List<IReadOnlyList<AnswerScore>>(adapters.Count);
        foreach (var batch in adapters.Chunk(CandidateScorer.BatchSize(texts.Length)))
        {
            cancellation.ThrowIfCancellationRequested();
            scores.AddRange(_scorer.Score(batch, texts));
        }
        return scores;
    }

    private (string Name, IReadOnlyList<TaskDefinition> Tasks)[] Splits() => _options.Sets == EvaluationSets.Validation
        ? [("validation_task", First(_suite.ValidationTasks)), ("validation_family", First(_suite.ValidationFamilies))]
        : [("unseen_task", First(_suite.UnseenTasks)), ("unseen_family", First(_suite.UnseenFamilies))];

    private IReadOnlyList<TaskDefinition> First(IReadOnlyList<TaskDefinition> tasks) => [.. tasks.Take(_options.Tasks)];

    private string Method(int method) => method == 0 ? "sft" : FormattableString.Invariant($"sft_{_options.Examples[method - 1]}_examples");

    private ReportRow Row(string method, string split, double[] values)
    {
        var (low, high) = Bootstrap.Interval(values, _suite.Seed);
        return new ReportRow(method, split, values.Average(), low, high, values.Length);
    }
}
