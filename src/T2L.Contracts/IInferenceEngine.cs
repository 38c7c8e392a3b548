namespace T2L.Contracts;

/// <summary>Answers prompts with a base model and, where asked, one of many adapters.</summary>
/// <remarks>Implementations: the built-in engine in this process, or the engine of a worker reached over the bus.</remarks>
public interface IInferenceEngine
{
    /// <summary>What is served.</summary>
    /// <exception cref="InferenceException">The model is not loaded yet (<see cref="InferenceError.NotReady"/>).</exception>
    EngineInfo Info { get; }

    /// <summary>What is served, asked where the engine runs.</summary>
    /// <exception cref="InferenceException">The model is not loaded yet, or nobody answered (<see cref="InferenceError.NotReady"/>).</exception>
    Task<EngineInfo> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(Info);

    /// <summary>Loads an adapter ahead of its first prompt.</summary>
    /// <param name="adapterDigest">The adapter version, <c>sha256:&lt;64 hex&gt;</c>.</param>
    /// <param name="cancellationToken">Stops waiting for the load.</param>
    /// <exception cref="AdapterWithoutEffectException">The adapter changes nothing.</exception>
    /// <exception cref="InferenceException">The adapter is unknown, damaged or does not fit the base model.</exception>
    Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken);

    /// <summary>Continues one prompt.</summary>
    /// <param name="request">Prompt, adapter and sampling.</param>
    /// <param name="cancellationToken">Stops the generation.</param>
    /// <exception cref="AdapterWithoutEffectException">The adapter changes nothing.</exception>
    /// <exception cref="InferenceException">The request cannot be served; <see cref="InferenceException.Error"/> says why.</exception>
    Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken);

    /// <summary>Finds the weights under which a mix of published SVF experts answers examples best; prompts are answered in between.</summary>
    /// <param name="wanted">Experts and examples.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="InferenceException">The experts or the examples cannot be used, or the engine does not search.</exception>
    Task<FoundMix> SearchMixAsync(WantedMix wanted, CancellationToken cancellationToken) =>
        throw new InferenceException(InferenceError.Failed, "This engine does not search for mixes. Let one do it that has the base model: ./t2l svf adapt.");
}
