using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Models.Lora;
using T2L.Registry.Tests;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Testing;

namespace T2L.Inference;

/// <summary>SVF experts through the engine, in batches with LoRAs.</summary>
public sealed class ExpertServingTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly DecompositionManifest _decomposition;
    private readonly Source _source = new();
    private readonly BuiltInEngine _engine;

    public ExpertServingTests()
    {
        TinyModel.Write(Base);
        _decomposition = Decompose(Base, _folder.File("svf"));
        _engine = BuiltInEngine.Load(Base, "cpu", _source, new EngineOptions { MaxResidentAdapters = 3 });
    }

    private string Base => _folder.File("base");

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prompts_that_mix_experts_and_loras_are_each_answered_as_if_alone()
    {
        var experts = Enumerable.Range(1, 3).Select(seed => SampleExpert.Of(_decomposition, seed)).ToArray();
        var loras = Enumerable.Range(1, 2).Select(seed => TinyModel.Adapter(TinyModel.Config, seed)).ToArray();
        (SvfExpert? Expert, LoraAdapter? Lora)[] kinds =
            [(null, null), (experts[0], null), (null, loras[0]), (experts[1], loras[1]), (experts[2], null), (experts[0], loras[0]), (null, loras[1])];
        var asked = Enumerable.Range(0, 21).Select(i => (Kind: kinds[i % kinds.Length], Prompt: $"prompt {i}", Tokens: 3 + i % 9)).ToArray();
        var expected = asked.Select(one => Alone(one.Prompt, one.Kind.Expert, one.Kind.Lora, one.Tokens)).ToArray();

        var answers = await Task.WhenAll(asked.Select((one, i) => Task.Run(() => _engine.CompleteAsync(Request(one.Kind, one.Prompt, one.Tokens, i % 2 == 0), default))));

        Assert.Equal(expected, answers.Select(answer => answer.Text));
        Assert.True(_engine.ResidentAdapters <= 3);
    }

    [Fact]
    public async Task The_memory_of_experts_is_counted_and_the_vectors_are_shared()
    {
        await _engine.PrefetchAsync(_source.Add(SampleExpert.Of(_decomposition, 1)), default);
        var one = _engine.AdapterBytes;
        await _engine.PrefetchAsync(_source.Add(SampleExpert.Of(_decomposition, 2)), default);

        Assert.Equal(sizeof(float) * 3 * TinyModel.Config.Layers * (32 * 32 + 32), one);
        Assert.Equal(sizeof(float) * 3 * TinyModel.Config.Layers * 32, _engine.AdapterBytes - one);
    }

    [Fact]
    public async Task Refuses_two_adapters_of_one_kind_and_says_to_mix()
    {
        string[] experts = [_source.Add(SampleExpert.Of(_decomposition, 1)), _source.Add(SampleExpert.Of(_decomposition, 2))];
        string[] loras = [_source.Add(TinyModel.Adapter(TinyModel.Config, 1)), _source.Add(TinyModel.Adapter(TinyModel.Config, 2))];

        Assert.Equal($"{experts[0]} and {experts[1]} are both SVF experts; a request takes one expert and one LoRA. Mix experts into one first: ./t2l svf mix.", (await Refused(experts)).Message);
        Assert.Equal($"{loras[0]} and {loras[1]} are both LoRAs; a request takes one LoRA and one SVF expert.", (await Refused(loras)).Message);

        Task<InferenceException> Refused(string[] pair) =>
            Assert.ThrowsAsync<InferenceException>(() => _engine.CompleteAsync(new CompletionRequest("abc", pair[0], SecondAdapterDigest: pair[1]), default));
    }

    [Fact]
    public async Task Refuses_an_expert_that_changes_nothing()
    {
        var sample = SampleExpert.Of(_decomposition);
        var digest = _source.Add(new SvfExpert(sample.Manifest, sample.Vectors.ToDictionary(
            vector => vector.Key, vector => TensorData.FromFloats([.. Enumerable.Repeat(0.1f, (int)vector.Value.ElementCount)], vector.Value.ElementCount))));

        await Assert.ThrowsAsync<AdapterWithoutEffectException>(() => _engine.PrefetchAsync(digest, default));
    }

    [Fact]
    public async Task Refuses_an_expert_of_another_base_model_with_both()
    {
        var digest = _source.Add(SampleExpert.Of(SampleExpert.Decomposition));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.PrefetchAsync(digest, default));

        Assert.Equal(InferenceError.AdapterDoesNotFit, refusal.Error);
        Assert.Equal($"Adapter {digest} is an SVF expert of the base model 'nano' ({SampleExpert.Decomposition.BaseDigest}); 'tiny' is {_engine.Info.Digest}.", refusal.Message);
    }

    [Fact]
    public async Task Refuses_an_expert_of_another_decomposition()
    {
        var other = new DecompositionManifest(
            _decomposition.BaseModel, _decomposition.BaseDigest, _decomposition.Targets, _decomposition.DType, _decomposition.Matrices.Select(matrix => matrix with { FileDigest = Digest.Of([1]) }));
        var digest = _source.Add(SampleExpert.Of(other));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.PrefetchAsync(digest, default));

        Assert.Equal(InferenceError.AdapterDoesNotFit, refusal.Error);
        Assert.Contains("Use the decomposition that came with the expert", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_decomposition_experts_are_refused_and_loras_served()
    {
        Directory.Delete(_folder.File("svf"), recursive: true);
        using var engine = BuiltInEngine.Load(Base, "cpu", _source);
        var digest = _source.Add(SampleExpert.Of(_decomposition));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => engine.PrefetchAsync(digest, default));

        Assert.Equal(InferenceError.AdapterDoesNotFit, refusal.Error);
        Assert.Equal(
            $"Adapter {digest} is an SVF expert, and this worker has no decomposition of 'tiny'. Set Inference:Decomposition to the folder that came with the expert, or to one of ./t2l svf decompose.",
            refusal.Message);
        await engine.PrefetchAsync(_source.Add(TinyModel.Adapter(TinyModel.Config, 1)), default);
    }

    [Fact]
    public void A_decomposition_of_another_model_is_refused_before_anyone_asks()
    {
        TinyModel.Write(_folder.File("other"), seed: 9);
        Decompose(_folder.File("other"), _folder.File("other-svf"));

        var refusal = Assert.Throws<AdapterFormatException>(
            () => BuiltInEngine.Load(Base, "cpu", _source, new EngineOptions { Decomposition = _folder.File("other-svf") }));

        Assert.Contains($"Set Inference:Decomposition to one of 'tiny', or make one: ./t2l svf decompose.", refusal.Message, StringComparison.Ordinal);
    }

    private static DecompositionManifest Decompose(string model, string folder) =>
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = model, Output = folder });

    private CompletionRequest Request((SvfExpert? Expert, LoraAdapter? Lora) kind, string prompt, int tokens, bool expertFirst)
    {
        string? expert = kind.Expert is null ? null : _source.Add(kind.Expert), lora = kind.Lora is null ? null : _source.Add(kind.Lora);
        var (first, second) = expertFirst ? (expert, lora) : (lora, expert);
        return new CompletionRequest(prompt, first ?? second, tokens, SecondAdapterDigest: first is null ? null : second);
    }

    /// <summary>What a model with the expert in its weights answers to this prompt alone.</summary>
    private string Alone(string prompt, SvfExpert? expert, LoraAdapter? lora, int tokens)
    {
        using var model = LanguageModel.Load(Base);
        using var stored = StoredDecomposition.Open(_folder.File("svf"));
        using var swap = new WeightSwitch(model.Network.named_parameters().ToDictionary(entry => entry.name, entry => (TorchSharp.torch.Tensor)entry.parameter), stored);
        swap.Use(expert);
        using var adapter = lora is null ? null : DeviceAdapter.Load(lora, model.Config);
        return TextGenerator.For(model).Generate(
            [new GenerationRequest(model.Tokenizer.Encode(prompt)) { MaxTokens = tokens }], adapter is null ? null : new SingleAdapter(adapter))[0].Text;
    }

    /// <summary>Adapters in memory.</summary>
    private sealed class Source : IAdapterSource
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<Digest, AnyAdapter> _adapters = [];

        public string Add(SvfExpert expert) => Add(new AnyAdapter(expert));

        public string Add(LoraAdapter lora) => Add(new AnyAdapter(lora));

        public Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(_adapters[digest]);

        private string Add(AnyAdapter adapter)
        {
            var digest = T2L.Adapters.Peft.AdapterManifest.Of(adapter.ToFiles()).Digest;
            _adapters[digest] = adapter;
            return digest.Value;
        }
    }
}
