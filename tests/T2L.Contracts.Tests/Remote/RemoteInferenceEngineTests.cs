using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;

namespace T2L.Contracts.Tests.Remote;

public sealed class RemoteInferenceEngineTests
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000001";
    private readonly StandInEngine _worker = new();

    [Fact]
    public async Task Answers_as_the_engine_behind_the_bus()
    {
        await using var bus = await StartAsync(withWorker: true);

        var result = await bus.Engine.CompleteAsync(new CompletionRequest("stone", Digest, MaxTokens: 7, Stop: ["x"]), default);

        Assert.Equal(new CompletionResult("enots", 5, 7, "stop"), result);
    }

    [Fact]
    public async Task A_conversation_arrives_as_it_was_sent()
    {
        await using var bus = await StartAsync(withWorker: true);

        await bus.Engine.CompleteAsync(CompletionRequest.OfUser("stone", Digest, maxTokens: 7), default);

        Assert.Equal([new ChatTurn("user", "stone")], _worker.Asked!.Turns);
    }

    [Fact]
    public async Task Knows_what_the_worker_serves_after_asking_once()
    {
        await using var bus = await StartAsync(withWorker: true);
        Assert.Throws<InferenceException>(() => bus.Engine.Info);

        Assert.Equal(_worker.Info, await bus.Engine.DescribeAsync(default));
        Assert.Equal(_worker.Info, bus.Engine.Info);
    }

    [Fact]
    public async Task Prefetches_in_the_worker()
    {
        await using var bus = await StartAsync(withWorker: true);

        await bus.Engine.PrefetchAsync(Digest, default);

        Assert.Equal([Digest], _worker.Prefetched);
    }

    [Fact]
    public async Task A_search_for_a_mix_goes_there_and_its_figures_come_back()
    {
        await using var bus = await StartAsync(withWorker: true);

        var found = await bus.Engine.SearchMixAsync(new WantedMix([Digest, Digest], [new("a", "b"), new("ä", "\n"), new("c", "d")], 5, 4), default);

        Assert.Equal([Digest, Digest], _worker.Wanted!.Experts);
        Assert.Equal((5, 4L), (_worker.Wanted.Generations, _worker.Wanted.Seed));
        Assert.Equal([new("a", "b"), new("ä", "\n"), new("c", "d")], _worker.Wanted.Examples);
        Assert.Equal(_worker.Found.Weights, found.Weights);
        Assert.Equal((true, _worker.Found.Search), (found.Helps, found.Search));
    }

    [Fact]
    public async Task Throws_the_worker_s_refusal_as_it_was()
    {
        await using var bus = await StartAsync(withWorker: true);
        _worker.Failure = new AdapterWithoutEffectException(Digest, "Every B is zero.");

        var error = await Assert.ThrowsAsync<AdapterWithoutEffectException>(
            () => bus.Engine.CompleteAsync(new CompletionRequest("stone", Digest), default));

        Assert.Equal("Every B is zero.", error.Message);
        Assert.Equal(Digest, error.AdapterDigest);
    }

    [Theory]
    [InlineData(InferenceError.NotReady)]
    [InlineData(InferenceError.PromptTooLong)]
    [InlineData(InferenceError.AdapterDoesNotFit)]
    public async Task Keeps_the_kind_of_refusal(InferenceError kind)
    {
        await using var bus = await StartAsync(withWorker: true);
        _worker.Failure = new InferenceException(kind, "The sentence.");

        var error = await Assert.ThrowsAsync<InferenceException>(
            () => bus.Engine.CompleteAsync(new CompletionRequest("stone", null), default));

        Assert.Equal((kind, "The sentence."), (error.Error, error.Message));
    }

    [Fact]
    public async Task Reports_a_failure_of_the_worker_with_its_reason()
    {
        await using var bus = await StartAsync(withWorker: true);
        _worker.Failure = new InvalidOperationException("out of memory");

        var error = await Assert.ThrowsAsync<InferenceException>(
            () => bus.Engine.CompleteAsync(new CompletionRequest("stone", null), default));

        Assert.Equal((InferenceError.Failed, "The worker failed: out of memory"), (error.Error, error.Message));
    }

    [Fact]
    public async Task Says_within_seconds_that_no_worker_answers()
    {
        await using var bus = await StartAsync(withWorker: false);

        var error = await Assert.ThrowsAsync<InferenceException>(
            () => bus.Engine.CompleteAsync(new CompletionRequest("stone", null), default));

        Assert.Equal(InferenceError.NotReady, error.Error);
        Assert.StartsWith("No worker answered within 3 s.", error.Message, StringComparison.Ordinal);
    }

    private async Task<RunningBus> StartAsync(bool withWorker)
    {
        var provider = new ServiceCollection()
            .AddSingleton<IInferenceEngine>(_worker)
            .AddSingleton<WorkerQuestions>().AddSingleton<RemoteInferenceEngine>()
            .AddSingleton(TimeProvider.System)
            .AddOptions<BusOptions>().Services
            .AddMassTransitTestHarness(bus =>
            {
                if (withWorker)
                    bus.AddEngineConsumers();
            })
            .BuildServiceProvider(validateScopes: true);
        await provider.GetRequiredService<ITestHarness>().Start();
        return new RunningBus(provider, provider.GetRequiredService<RemoteInferenceEngine>());
    }

    private sealed record RunningBus(ServiceProvider Provider, IInferenceEngine Engine) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Provider.DisposeAsync();
    }
}
