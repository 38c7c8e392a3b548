using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Hypernetwork.Search;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The LoRA that a search around the description's finds with some examples of the task; the inputs that are asked are others.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="count">Examples of each task.</param>
/// <param name="generator">The hypernetwork.</param>
/// <param name="encoder">Embeds descriptions.</param>
/// <param name="search">Width and length of a search.</param>
/// <param name="model">The base.</param>
/// <param name="questions">What is asked.</param>
/// <param name="examiner">Asks it.</param>
internal sealed class SearchedLora(
    MethodName name, int count, LoraGenerator generator, TextEncoder encoder, SearchOptions search, LanguageModel model, Questionnaire questions, Examiner examiner)
    : AdapterMethod<LoraAdapter>(name, ServedAdapters.Loader(model.Config), questions, examiner)
{
    private readonly CandidateScorer _scorer = new(model.Network);

    public override bool ReadsDescriptions => true;

    // Every candidate answers every example before the first question is asked.
    public override double Cost => 1.5 * (1 + (double)search.Rounds * search.Candidates * count / Questions.Examples);

    /// <summary>The name of a hypernetwork's searches.</summary>
    public static MethodName Named(string hypernetwork, string label, int count) => new(
        string.Create(CultureInfo.InvariantCulture, $"{hypernetwork}_{count}_examples"),
        string.Create(CultureInfo.InvariantCulture, $"{label}, with {count} {(count == 1 ? "example" : "examples")}"),
        MethodGroup.Hypernetwork);

    // What training met needs no examples.
    public override bool Covers(EvaluationSplit split, TaskDefinition task) => !split.IsTrained;

    protected override IReadOnlyList<LoraAdapter> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw) =>
        [.. tasks.Select(task => Find(encoder.Embed([Questions.Own(task, wording, draw)]), Questions.Given(task, draw, count), Questions.SearchSeed(task, draw, count)))];

    private LoraAdapter Find(TensorData embedding, IReadOnlyList<TaskExample> given, int seed)
    {
        var run = new ExampleSearch(generator, search with { Seed = seed }, TimeProvider.System);
        // Scores are computed on this thread: the task that comes back has ended.
        return run.RunAsync(embedding, [.. given.Select(example => new AnswerExample(example.Input, example.Answer))],
            (adapters, places, _) => Task.FromResult(Scores(adapters, [.. places.Select(place => given[place])]))).GetAwaiter().GetResult().Adapter;
    }

    private IReadOnlyList<IReadOnlyList<AnswerScore>> Scores(IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<TaskExample> examples)
    {
        (IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)[] texts = [.. examples.Select(Questions.Layout.Neutral).Select(example => (example.Prompt, example.Answer))];
        return [.. adapters.Chunk(CandidateScorer.BatchSize(texts.Length)).SelectMany(batch => _scorer.Score(batch, texts))];
    }
}
