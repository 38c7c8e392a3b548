using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Contracts;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Models.Lora;
using T2L.Testing;
using TorchSharp;

namespace T2L.Inference;

public sealed class BuiltInEngineTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly LanguageModel _model;
    private readonly Source _source = new();
    private readonly BuiltInEngine _engine;

    public BuiltInEngineTests()
    {
        TinyModel.Write(_folder.Path);
        _model = LanguageModel.Load(_folder.Path);
        _engine = new BuiltInEngine(_model, _source, new EngineOptions { MaxResidentAdapters = 3, MaxBatch = 4 });
    }

    [Fact]
    public void Says_what_it_serves() =>
        Assert.Equal(new EngineInfo("tiny", LanguageModel.DigestOf(_folder.Path).Value, "cpu"), _engine.Info);

    [Fact]
    public async Task Prompts_that_mix_adapters_are_each_answered_as_if_alone()
    {
        string?[] digests = [null, .. Enumerable.Range(1, 5).Select(seed => _source.Add(TinyModel.Adapter(TinyModel.Config, seed, rank: seed)))];
        var requests = Enumerable.Range(0, 30).Select(i => new CompletionRequest($"prompt {i % 7}", digests[i % digests.Length], MaxTokens: 3 + i % 9)).ToArray();
        var expected = requests.Select(Alone).ToArray();

        var answers = await Task.WhenAll(requests.Select(request => Task.Run(() => _engine.CompleteAsync(request, default))));

        Assert.Equal(expected, answers);
        Assert.True(_engine.ResidentAdapters <= 3);
    }

    [Fact]
    public async Task Candidates_are_scored_together_as_each_alone()
    {
        LoraAdapter[] candidates = [.. Enumerable.Range(1, 11).Select(seed => TinyModel.Adapter(TinyModel.Config, seed, rank: 2))];
        AnswerExample[] examples = [new("stone", "enots"), new("a", "bcd"), new("river", "r")];

        var together = await _engine.ScoreAsync(candidates, examples, default);

        for (var i = 0; i < candidates.Length; i++)
        {
            var alone = (await _engine.ScoreAsync([candidates[i]], examples, default))[0];
            Assert.All(alone.Zip(together[i]), pair => Assert.Equal(pair.First.LogLikelihood, pair.Second.LogLikelihood, 1e-3));
        }
        Assert.Equal(candidates.Length, together.Select(scores => scores[0].LogLikelihood).Distinct().Count());
    }

    [Fact]
    public async Task An_answer_that_the_adapter_would_not_give_is_not_exact()
    {
        var adapter = TinyModel.Adapter(TinyModel.Config, 1, rank: 2);
        var answer = await _engine.CompleteAsync(new CompletionRequest("stone", _source.Add(adapter), MaxTokens: 60), default);

        var scores = (await _engine.ScoreAsync([adapter], [new("stone", answer.Text + "x"), new("stone", "x" + answer.Text)], default))[0];

        Assert.All(scores, score => Assert.False(score.IsExact));
        Assert.All(scores, score => Assert.True(score.LogLikelihood < 0));
    }

    [Fact]
    public async Task Refuses_an_example_that_does_not_fit_the_positions()
    {
        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.ScoreAsync([], [new("a", new string('b', 2000))], default));

        Assert.Equal(InferenceError.PromptTooLong, refusal.Error);
    }

    [Fact]
    public async Task A_seed_makes_sampling_repeatable()
    {
        var request = new CompletionRequest("abc", null, MaxTokens: 12, Temperature: 1, TopP: 0.95, Seed: 5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _engine.CompleteAsync(request, default))));

        Assert.Single(answers.Distinct());
        Assert.NotEqual(answers[0], await _engine.CompleteAsync(request with { Seed = 6 }, default));
    }

    [Fact]
    public async Task An_adapter_whose_b_is_zero_is_refused()
    {
        string digest = _source.Add(TinyModel.Adapter(TinyModel.Config, seed: 1, sizeOfB: 0));

        var refusal = await Assert.ThrowsAsync<AdapterWithoutEffectException>(() => _engine.PrefetchAsync(digest, default));

        Assert.Equal(digest, refusal.AdapterDigest);
        Assert.Equal($"Adapter {digest} changes nothing: on a prompt of 8 tokens the logits with and without it differ by at most 0. It is not served.", refusal.Message);
        await Assert.ThrowsAsync<AdapterWithoutEffectException>(() => _engine.CompleteAsync(new CompletionRequest("abc", digest), default));
        Assert.Equal(0, _engine.ResidentAdapters);
    }

    [Fact]
    public async Task An_adapter_that_makes_numbers_overflow_is_refused()
    {
        string digest = _source.Add(TinyModel.Adapter(TinyModel.Config, seed: 1, modules: ["down_proj"], sizeOfB: 1e38));

        var refusal = await Assert.ThrowsAsync<AdapterBreaksModelException>(() => _engine.PrefetchAsync(digest, default));

        Assert.Equal(InferenceError.AdapterDamaged, refusal.Error);
        Assert.Contains("infinite or not a number", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_for_other_shapes_is_refused_with_both()
    {
        string digest = _source.Add(TinyModel.Adapter(TinyModel.Config with { HiddenSize = 64 }, seed: 1, baseModel: "other"));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.PrefetchAsync(digest, default));

        Assert.Equal(InferenceError.AdapterDoesNotFit, refusal.Error);
        Assert.Contains($"Adapter '{digest}' does not fit 'tiny': layers.0 q_proj lora_A is [4, 64], the model needs [4, 32]. It was made for 'other'.",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_that_names_another_base_by_digest_is_refused()
    {
        string other = Digest.Of([9]).Value;
        string digest = _source.Add(TinyModel.Adapter(TinyModel.Config, seed: 1, baseModel: other));
        string fitting = _source.Add(TinyModel.Adapter(TinyModel.Config, seed: 1, baseModel: _model.Digest.Value));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.PrefetchAsync(digest, default));

        Assert.Equal((InferenceError.AdapterDoesNotFit, $"Adapter {digest} was made for the base model {other}; 'tiny' is {_model.Digest}."), (refusal.Error, refusal.Message));
        await _engine.PrefetchAsync(fitting, default);
    }

    [Fact]
    public async Task An_adapter_that_nobody_knows_is_refused()
    {
        var unknown = await Assert.ThrowsAsync<InferenceException>(() => _engine.PrefetchAsync(Digest.Of([9]).Value, default));
        var noDigest = await Assert.ThrowsAsync<InferenceException>(() => _engine.PrefetchAsync("my-adapter", default));

        Assert.Equal((InferenceError.AdapterNotFound, InferenceError.AdapterNotFound), (unknown.Error, noDigest.Error));
        Assert.Contains("'my-adapter' is not the digest of an adapter", noDigest.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("naïve", InferenceError.PromptNotUsable, "The prompt has 'ï', for which 'tiny' has no token. Leave it out.")]
    [InlineData("long", InferenceError.PromptTooLong, "'tiny' has 128 positions for prompt and answer. Shorten the prompt.")]
    public async Task A_prompt_that_cannot_be_continued_is_refused(string prompt, InferenceError error, string message)
    {
        if (prompt == "long")
            prompt = new string('a', 200);

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.CompleteAsync(new CompletionRequest(prompt, null), default));

        Assert.Equal(error, refusal.Error);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_is_answered_at_once_and_the_others_go_on()
    {
        using var cancel = new CancellationTokenSource();
        var request = new CompletionRequest("abc", null, MaxTokens: 100);
        var other = _engine.CompleteAsync(request, default);
        var given = _engine.CompleteAsync(request, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(Alone(request), await other);
    }

    [Fact]
    public async Task Stopping_refuses_what_comes_after()
    {
        _engine.Dispose();

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => _engine.CompleteAsync(new CompletionRequest("abc", null), default));

        Assert.Equal((InferenceError.NotReady, "The engine is stopping."), (refusal.Error, refusal.Message));
    }

    [Fact]
    public async Task Two_hundred_answers_leave_no_tensor_behind()
    {
        string[] digests = [.. Enumerable.Range(1, 2).Select(seed => _source.Add(TinyModel.Adapter(TinyModel.Config, seed)))];
        foreach (string digest in digests)
            await _engine.PrefetchAsync(digest, default);
        await Ask(4);
        long before = await LiveTensors();

        for (int i = 0; i < 50; i++)
            await Ask(4);

        Assert.Equal(before, await LiveTensors());

        Task Ask(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            _engine.CompleteAsync(new CompletionRequest($"p{i}", i % 3 < 2 ? digests[i % 3] : null, MaxTokens: 2 + i), default)));
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_before_the_model_is_read()
    {
        var exception = Assert.Throws<ArgumentException>(() => BuiltInEngine.Load("/nowhere", "cuda:99", _source));

        Assert.StartsWith("Device 'cuda:99' was requested, this machine has ", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    // Of the whole process, whose tests run one after the other. A prompt is answered before its batch is cleared away, so the count
    // is taken when it has stopped falling.
    private static async Task<long> LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long lowest = torch.Tensor.TotalCount;
        for (int i = 0; i < 10; i++)
        {
            await Task.Delay(20);
            lowest = Math.Min(lowest, torch.Tensor.TotalCount);
        }
        return lowest;
    }

    /// <summary>What a generator of its own answers to this prompt alone.</summary>
    private CompletionResult Alone(CompletionRequest request)
    {
        using var model = LanguageModel.Load(_folder.Path);
        using var adapter = request.AdapterDigest is null ? null : DeviceAdapter.Load(_source.Get(Digest.Parse(request.AdapterDigest)), model.Config);
        var prompt = model.Tokenizer.Encode(request.Prompt);
        var result = TextGenerator.For(model).Generate(
            [new GenerationRequest(prompt) { MaxTokens = request.MaxTokens }], adapter is null ? null : new SingleAdapter(adapter))[0];
        return new CompletionResult(result.Text, prompt.Count, result.Tokens.Count, result.Finish == FinishReason.Length ? "length" : "stop");
    }

    /// <summary>Adapters in memory; their digests are made up.</summary>
    private sealed class Source : IAdapterSource
    {
        private readonly ConcurrentDictionary<Digest, LoraAdapter> _adapters = [];

        public string Add(LoraAdapter adapter)
        {
            var digest = Digest.Of([7, (byte)_adapters.Count]);
            _adapters[digest] = adapter;
            return digest.Value;
        }

        public LoraAdapter Get(Digest digest) => _adapters[digest];

        public Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken) =>
            _adapters.TryGetValue(digest, out var adapter)
                ? Task.FromResult(new AnyAdapter(adapter))
                : throw new InferenceException(InferenceError.AdapterNotFound, $"No adapter has the digest {digest}.");
    }
}
