using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Models;
using T2L.Registry.Tests;
using T2L.Svf.Adaptation;
using T2L.Svf.Decomposition;
using T2L.Testing;

namespace T2L.Inference;

/// <summary>Requests that name experts to choose among.</summary>
public sealed class ExpertDispatchTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly DecompositionManifest _decomposition;
    private readonly Source _source = new();
    private readonly BuiltInEngine _engine;

    public ExpertDispatchTests()
    {
        TinyModel.Write(Base);
        _decomposition = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = _folder.File("svf") });
        _engine = BuiltInEngine.Load(Base, "cpu", _source, new EngineOptions { MaxResidentAdapters = 4 });
    }

    private string Base => _folder.File("base");

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_classifier_cannot_name_is_answered_by_the_base_model()
    {
        var experts = new[] { Labelled(1, "one"), Labelled(2, "two") };
        var request = CompletionRequest.OfUser("abc", Classifier("one\ntwo"), 8);

        var answer = await _engine.CompleteAsync(request with { Experts = Offered(experts) }, default);

        // A model with random weights says no single letter.
        Assert.Null(answer.ChosenExpert);
        Assert.Equal((await _engine.CompleteAsync(request with { AdapterDigest = null }, default)).Text, answer.Text);
        Assert.True((await _engine.ChooseAsync(request with { Experts = Offered(experts) }, default)).Remembered);
        Assert.False((await _engine.ChooseAsync(request with { Experts = Offered(experts[..1]) }, default)).Remembered);
    }

    [Fact]
    public async Task Experts_of_one_label_loras_and_second_adapters_are_refused()
    {
        string one = Labelled(1, "one"), lora = _source.Add(new AnyAdapter(TinyModel.Adapter(TinyModel.Config, 1)));

        Assert.Contains("2 experts are called 'one'", await Refused([one, Labelled(2, "one")]), StringComparison.Ordinal);
        Assert.Contains("is a LoRA; a first pass chooses among SVF experts", await Refused([one, lora]), StringComparison.Ordinal);
        Assert.Contains("no expert to choose", await Refused([]), StringComparison.Ordinal);
        Assert.Contains("takes no second adapter", await Refused([one], lora), StringComparison.Ordinal);

        async Task<string> Refused(string[] experts, string? second = null) => (await Assert.ThrowsAsync<InferenceException>(
            () => _engine.CompleteAsync(new CompletionRequest("abc", Classifier("one\ntwo"), SecondAdapterDigest: second) { Experts = Offered(experts) }, default))).Message;
    }

    [Fact]
    public async Task Without_a_chat_template_the_first_pass_is_refused_with_what_would_do() => Assert.Contains("./t2l svf train --dispatch",
        (await Assert.ThrowsAsync<InferenceException>(() => _engine.CompleteAsync(new CompletionRequest("abc", null) { Experts = Offered(Labelled(1, "one")) }, default))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Experts_are_scored_in_one_batch_as_they_answer()
    {
        var experts = Enumerable.Range(1, 3).Select(seed => SampleExpert.Of(_decomposition, seed)).ToArray();
        var answers = new List<AnswerExample>();
        foreach (var expert in experts)
            answers.Add(new AnswerExample("abc", (await _engine.CompleteAsync(CompletionRequest.OfUser("abc", _source.Add(new AnyAdapter(expert)), 4), default)).Text));
        answers.RemoveAll(answer => answer.Answer.Length == 0);

        var together = await _engine.ScoreExpertsAsync([null, .. experts], answers, default);

        Assert.Equal(4, together.Count);
        for (var i = 0; i < experts.Length; i++)
        {
            var alone = (await _engine.ScoreExpertsAsync([experts[i]], answers, default))[0];
            Assert.All(alone.Zip(together[i + 1]), pair => Assert.Equal(pair.First.LogLikelihood, pair.Second.LogLikelihood, 1e-4));
        }

        Assert.All(together, scores => Assert.All(scores, score => Assert.InRange(score.LogLikelihood, double.NegativeInfinity, 0)));
    }

    [Fact]
    public async Task Experts_that_are_not_chosen_are_not_brought_to_the_device()
    {
        var experts = Enumerable.Range(1, 8).Select(seed => Labelled(seed, $"l{seed}")).ToArray();

        await _engine.ChooseAsync(CompletionRequest.OfUser("abc", Classifier("l1\nl2")) with { Experts = Offered(experts) }, default);

        Assert.Equal(1, _engine.ResidentAdapters); // the classifier
    }

    [Fact]
    public async Task An_expert_of_another_base_is_refused_though_it_is_not_chosen()
    {
        var other = Add(SampleExpert.Of(SampleExpert.Decomposition), manifest => manifest with { Label = "other base" });

        var refusal = await Assert.ThrowsAsync<InferenceException>(
            () => _engine.CompleteAsync(CompletionRequest.OfUser("abc", Classifier("one\ntwo")) with { Experts = Offered(Labelled(1, "one"), other) }, default));

        Assert.Contains("is an SVF expert of the base model 'nano'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_are_found_by_which_a_mix_answers_examples_better_than_the_base()
    {
        string[] experts = [Labelled(1, "one"), Labelled(2, "two")];
        var examples = new List<AnswerExample>();
        foreach (var input in new[] { "abc", "stone", "river" })
            examples.Add(new AnswerExample(input, (await _engine.CompleteAsync(CompletionRequest.OfUser(input, experts[1], 3), default)).Text));
        var wanted = new WantedMix(experts, examples, Generations: 3, Seed: 1);

        var found = await _engine.SearchMixAsync(wanted, default);

        Assert.True(found.Helps);
        Assert.True(found.Weights[1] > found.Weights[0], string.Join(' ', found.Weights));
        Assert.True(found.Search.LogLikelihoodAfter > found.Search.LogLikelihoodBefore, $"{found.Search}");
        Assert.Equal((3, 3, 32, 1L), (found.Search.Examples, found.Search.Generations, found.Search.Candidates, found.Search.Seed));
        Assert.Equal(found.Weights, (await _engine.SearchMixAsync(wanted, default)).Weights);
        await Assert.ThrowsAsync<InferenceException>(() => _engine.SearchMixAsync(wanted with { Examples = examples[..2] }, default));
        Assert.Contains("is a LoRA", (await Assert.ThrowsAsync<InferenceException>(
            () => _engine.SearchMixAsync(wanted with { Experts = [experts[0], _source.Add(new AnyAdapter(TinyModel.Adapter(TinyModel.Config, 1)))] }, default))).Message, StringComparison.Ordinal);
    }

    private static OfferedExpert[] Offered(params string[] digests) => [.. digests.Select(digest => new OfferedExpert(digest))];

    private string Labelled(int seed, string label) => Add(SampleExpert.Of(_decomposition, seed), manifest => manifest with { Label = label });

    private string Classifier(string labels) => Add(SampleExpert.Of(_decomposition, 9),
        manifest => manifest with { Label = "dispatch", Origin = new SvfOrigin("supervised", new Dictionary<string, string> { [DispatchLetters.LabelsDetail] = labels }) });

    private string Add(SvfExpert expert, Func<SvfManifest, SvfManifest> change) => _source.Add(new AnyAdapter(new SvfExpert(change(expert.Manifest), expert.Vectors)));

    /// <summary>Adapters in memory.</summary>
    private sealed class Source : IAdapterSource
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<Digest, AnyAdapter> _adapters = [];

        public string Add(AnyAdapter adapter)
        {
            var digest = AdapterManifest.Of(adapter.ToFiles()).Digest;
            _adapters[digest] = adapter;
            return digest.Value;
        }

        public Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(_adapters[digest]);
    }
}
