using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Hypernetwork.Search;
using T2L.Hypernetwork.Tasks;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Search;

/// <summary>The search over a small network with made-up scores; no language model.</summary>
public sealed class ExampleSearchTests : IDisposable
{
    private readonly LoraGenerator _generator = LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config()));
    private readonly TensorData _embedding = SmallNetworks.Embeddings(SmallNetworks.Config(), 1);

    public void Dispose() => _generator.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public async Task Makes_the_answers_likelier(int examples)
    {
        var found = await RunAsync(examples, Pull);

        Assert.True(found.Record.Gain > 0, $"gain {found.Record.Gain}");
        Assert.InRange(found.Record.FoundInRound, 1, 6);
        Assert.Equal(found.Record.LogLikelihoodAfter, Pull(found.Adapter, 0), 1e-4);
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 4)]
    [InlineData(9, 4)]
    [InlineData(64, 32)]
    public async Task Holds_examples_out_where_there_are_enough(int examples, int heldOut)
    {
        var seen = new HashSet<int>();
        var last = new List<int>();
        var search = new ExampleSearch(_generator, new SearchOptions { Rounds = 2, Candidates = 4, Elite = 2 }, TimeProvider.System);
        var found = await search.RunAsync(_embedding, Examples(examples), (adapters, places, _) =>
        {
            if (last.Count > 0)
                seen.UnionWith(last);
            last = [.. places];
            return Score(adapters, places, Pull);
        });

        Assert.Equal(heldOut, found.Record.HeldOut);
        Assert.Equal(examples - heldOut, seen.Count);
        Assert.Equal(examples, last.Count); // the last scoring, which chooses, sees all
    }

    [Fact]
    public async Task Keeps_the_description_where_the_held_out_examples_do_not_follow()
    {
        // Every step away helps the examples that the search sees and harms the others as much.
        var plain = Pull(_generator.Generate(_embedding)[0], 0);
        var found = await RunAsync(16, (adapter, example) => example % 2 == 0 ? Pull(adapter, 0) - plain : plain - Pull(adapter, 0));

        Assert.Equal((0, 0.0), (found.Record.FoundInRound, found.Record.Gain));
        Assert.Equal(Numbers(_generator.Generate(_embedding)[0]), Numbers(found.Adapter));
    }

    [Fact]
    public void Keeps_nothing_that_is_worse_on_all_examples_together()
    {
        AnswerScore[] plain = [new(-1, true), new(-1, true), new(-1, true), new(-1, true)];
        AnswerScore[] lopsided = [new(-9, false), new(0, true), new(-9, false), new(0, true)];
        AnswerScore[] better = [new(-1, true), new(-0.5, true), new(-1, true), new(-0.5, true)];

        Assert.Equal(0, ExampleSearch.Choose([plain, lopsided], [1, 3]));
        Assert.Equal(2, ExampleSearch.Choose([plain, lopsided, better], [1, 3]));
        Assert.Equal(0, ExampleSearch.Choose([plain, [new(double.NaN, false), new(0, true), new(0, true), new(0, true)]], [1, 3]));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_adapter_and_record()
    {
        var (first, again) = (await RunAsync(5, Pull), await RunAsync(5, Pull));

        Assert.Equal(first.Record, again.Record);
        Assert.Equal(Numbers(first.Adapter), Numbers(again.Adapter));
        Assert.Equal(AnswerExamples.DigestOf(Examples(5)).Value, first.Record.ExamplesDigest);
        Assert.Null(first.Record.TasksDigest);
    }

    [Fact]
    public async Task The_record_tells_which_training_tasks_set_the_deviations()
    {
        using var folder = new TemporaryDirectory();
        var config = SmallNetworks.Config();
        SmallNetworks.Random(config).Write(folder.Path);
        var known = SmallNetworks.Embeddings(config, 3);
        KnownTasksFile.Write(folder.Path, new KnownTasks(["a", "b", "c"], known, new Dictionary<double, double> { [0.95] = 0.3 }));
        using var generator = LoraGenerator.Load(folder.Path);

        var found = await new ExampleSearch(generator, new SearchOptions { Rounds = 1 }, TimeProvider.System)
            .RunAsync(_embedding, Examples(1), (adapters, places, _) => Score(adapters, places, Pull));

        Assert.Equal(Digest.Of(known.Bytes.Span).Value, found.Record.TasksDigest);
    }

    [Fact]
    public async Task Refuses_a_list_of_no_examples()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(0, Pull));

        Assert.StartsWith("There are no examples", refusal.Message, StringComparison.Ordinal);
    }

    private Task<FoundAdapter> RunAsync(int examples, Func<LoraAdapter, int, double> likelihood) =>
        new ExampleSearch(_generator, new SearchOptions(), TimeProvider.System)
            .RunAsync(_embedding, Examples(examples), (adapters, places, _) => Score(adapters, places, likelihood));

    private static Task<IReadOnlyList<IReadOnlyList<AnswerScore>>> Score(
        IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<int> places, Func<LoraAdapter, int, double> likelihood) =>
        Task.FromResult<IReadOnlyList<IReadOnlyList<AnswerScore>>>([.. adapters.Select(adapter => (IReadOnlyList<AnswerScore>)[.. places.Select(place => new AnswerScore(likelihood(adapter, place), false))])]);

    // Smooth in the adapter and nowhere flat: how near the mean of one factor is to a number it does not have.
    private static double Pull(LoraAdapter adapter, int example) =>
        -Math.Abs(adapter.Modules["model.layers.1.self_attn.q_proj"].A.ToFloats().Average() - 5);

    private static AnswerExample[] Examples(int count) => [.. Enumerable.Range(0, count).Select(i => new AnswerExample($"input {i}", "answer"))];

    private static float[] Numbers(LoraAdapter adapter) => [.. adapter.Modules.Values.SelectMany(weights => weights.A.ToFloats().Concat(weights.B.ToFloats()))];
}
