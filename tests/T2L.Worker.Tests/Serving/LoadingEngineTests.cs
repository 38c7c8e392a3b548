using T2L.Contracts;
using T2L.Worker.Serving;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Serving;

public sealed class LoadingEngineTests
{
    private static readonly CompletionRequest Request = new("stone", null);
    private readonly TaskCompletionSource<IInferenceEngine> _model = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SteppedTime _time = new();
    private int _loads;

    [Fact]
    public async Task Refuses_prompts_until_the_model_is_there()
    {
        await using var loading = Loading();
        var engine = new LoadingEngine(loading);
        var waiting = loading.WhenLoadedAsync(default);

        var error = await Assert.ThrowsAsync<InferenceException>(() => engine.CompleteAsync(Request, default));
        Assert.Equal((InferenceError.NotReady, "The base model is loading from 'models/nano/base'. Try again in a moment."), (error.Error, error.Message));
        _model.SetResult(new Echo());
        await waiting;

        Assert.Equal("stone", (await engine.CompleteAsync(Request, default)).Text);
        Assert.Equal("nano", engine.Info.Model);
    }

    [Fact]
    public async Task A_prefetch_waits_for_the_model()
    {
        await using var loading = Loading();
        var prefetch = new LoadingEngine(loading).PrefetchAsync("sha256:1", default);
        Assert.False(prefetch.IsCompleted);
        var echo = new Echo();

        _model.SetResult(echo);
        await prefetch;

        Assert.Equal(["sha256:1"], echo.Prefetched);
    }

    [Fact]
    public async Task Says_why_the_model_could_not_be_loaded()
    {
        await using var loading = Loading();
        var engine = new LoadingEngine(loading);
        _model.SetException(new FileNotFoundException("config.json is missing."));
        await Assert.ThrowsAsync<FileNotFoundException>(() => loading.WhenLoadedAsync(default));

        var error = await Assert.ThrowsAsync<InferenceException>(() => engine.CompleteAsync(Request, default));

        Assert.Equal((InferenceError.Failed, "The base model could not be loaded: config.json is missing."), (error.Error, error.Message));
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<InferenceException>(() => engine.PrefetchAsync("sha256:1", default))).Message);
    }

    [Fact]
    public async Task Loads_once_for_everybody_and_lets_go_at_the_end()
    {
        var echo = new Echo();
        await using (var loading = Loading())
        {
            _model.SetResult(echo);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => loading.WhenLoadedAsync(default)));
        }

        Assert.Equal(1, _loads);
        Assert.True(echo.Disposed);
    }

    [Fact]
    public async Task Tries_again_when_a_failure_is_ten_seconds_old()
    {
        var tries = new Queue<Func<IInferenceEngine>>([() => throw new TimeoutException("The database is away."), () => new Echo()]);
        await using var loading = new Loading<IInferenceEngine>("models/nano/base", _ => Task.FromResult(tries.Dequeue()()), _time);
        await Assert.ThrowsAsync<TimeoutException>(() => loading.WhenLoadedAsync(default));

        _time.Step(TimeSpan.FromSeconds(9.9));
        await Assert.ThrowsAsync<TimeoutException>(() => loading.WhenLoadedAsync(default));
        Assert.NotNull(loading.Failure);
        _time.Step(TimeSpan.FromSeconds(0.1));
        await loading.WhenLoadedAsync(default);

        Assert.NotNull(loading.Loaded);
        Assert.Null(loading.Failure);
    }

    [Fact]
    public async Task Loads_nothing_that_nobody_wants()
    {
        await Loading().DisposeAsync();

        Assert.Equal(0, _loads);
    }

    private Loading<IInferenceEngine> Loading() => new("models/nano/base", _ =>
    {
        Interlocked.Increment(ref _loads);
        return _model.Task;
    }, _time);

    private sealed class Echo : IInferenceEngine, IDisposable
    {
        public EngineInfo Info { get; } = new("nano", "sha256:0", "cpu");

        public List<string> Prefetched { get; } = [];

        public bool Disposed { get; private set; }

        public Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
        {
            Prefetched.Add(adapterDigest);
            return Task.CompletedTask;
        }

        public Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new CompletionResult(request.Prompt, 1, 1, "stop"));

        public void Dispose() => Disposed = true;
    }
}
