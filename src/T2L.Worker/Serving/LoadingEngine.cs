using T2L.Contracts;

namespace T2L.Worker.Serving;

/// <summary>The engine of this process while it loads and after: prompts are refused until it is ready, prefetching waits for it.</summary>
/// <param name="loading">The engine on its way.</param>
internal sealed class LoadingEngine(Loading<IInferenceEngine> loading) : IInferenceEngine, IEffectProbe, IHoldings
{
    public EngineInfo Info => Engine.Info;

    public IReadOnlyList<HeldAdapter> Held => (loading.Loaded as IHoldings)?.Held ?? [];

    private IInferenceEngine Engine => loading switch
    {
        { Loaded: { } engine } => engine,
        { Failure: { } failure } => throw new InferenceException(InferenceError.Failed, $"The base model could not be loaded: {failure.Message}", failure),
        _ => throw new InferenceException(InferenceError.NotReady, $"The base model is loading from '{loading.Source}'. Try again in a moment."),
    };

    public async Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        await ((Task)loading.WhenLoadedAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await Engine.PrefetchAsync(adapterDigest, cancellationToken);
    }

    public async Task<MeasuredEffect> ProbeAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        await PrefetchAsync(adapterDigest, cancellationToken);
        return Engine is IEffectProbe probe ? await probe.ProbeAsync(adapterDigest, cancellationToken) : MeasuredEffect.Unmeasured;
    }

    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken) =>
        await Engine.CompleteAsync(request, cancellationToken);

    public async Task<FoundMix> SearchMixAsync(WantedMix wanted, CancellationToken cancellationToken) =>
        await Engine.SearchMixAsync(wanted, cancellationToken);
}
