namespace T2L.Contracts;

/// <summary>Tells what an adapter does to the model's output, on a prompt that is the same for all.</summary>
/// <remarks>An engine of the same process can do this; so it is apart from <see cref="IInferenceEngine"/>, as <see cref="ICandidateScorer"/> is.</remarks>
public interface IEffectProbe
{
    /// <summary>Loads an adapter, if it is not held, and says what it does.</summary>
    /// <param name="adapterDigest">The adapter version, <c>sha256:&lt;64 hex&gt;</c>.</param>
    /// <param name="cancellationToken">Stops waiting for the load.</param>
    /// <exception cref="AdapterWithoutEffectException">It changes nothing.</exception>
    /// <exception cref="AdapterBreaksModelException">The model's output is no numbers any more.</exception>
    /// <exception cref="InferenceException">The adapter is unknown, damaged or does not fit the base model.</exception>
    Task<MeasuredEffect> ProbeAsync(string adapterDigest, CancellationToken cancellationToken);
}

/// <summary>What an adapter does to the model's output.</summary>
/// <param name="LogitChange">The largest difference of a logit with and without it; null where an engine says only that there is one.</param>
/// <param name="Divergence">Mean over the prompt's positions of KL(base ‖ adapted), in nats; null as before.</param>
/// <param name="Tokens">Tokens of the prompt.</param>
public sealed record MeasuredEffect(double? LogitChange, double? Divergence, int Tokens)
{
    /// <summary>There is an effect, and no number for it.</summary>
    public static MeasuredEffect Unmeasured { get; } = new(null, null, 0);
}
