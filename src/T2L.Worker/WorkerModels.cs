using T2L.Adapters;
using T2L.Contracts;
using T2L.Worker.Generation;

namespace T2L.Worker;

/// <summary>The models of this process, for a host that wants them before it takes an order.</summary>
public sealed class WorkerModels
{
    private readonly Loading<GenerationModels> _generation;
    private readonly Loading<IInferenceEngine> _engine;

    internal WorkerModels(Loading<GenerationModels> generation, Loading<IInferenceEngine> engine) => (_generation, _engine) = (generation, engine);

    /// <summary>The hypernetwork of this process; null until it is loaded.</summary>
    public Digest? Hypernetwork => _generation.Loaded?.Generator.Digest;

    /// <summary>Waits until encoder, hypernetwork and base model are loaded.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the loading.</param>
    /// <exception cref="Exception">Whatever kept a model from loading, as it was thrown: a damaged file, a missing folder.</exception>
    public Task WhenLoadedAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_generation.WhenLoadedAsync(cancellationToken), _engine.WhenLoadedAsync(cancellationToken));
}
