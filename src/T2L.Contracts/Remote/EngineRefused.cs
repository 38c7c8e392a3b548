namespace T2L.Contracts.Remote;

/// <summary>A worker's refusal of a request; carries <see cref="InferenceException"/> over the bus.</summary>
/// <param name="Error">The kind of refusal.</param>
/// <param name="Message">The sentence for the caller.</param>
/// <param name="AdapterDigest">The adapter it is about, where it is about one.</param>
public sealed record EngineRefused(InferenceError Error, string Message, string? AdapterDigest)
{
    /// <summary>The refusal as a message.</summary>
    public static EngineRefused From(InferenceException refusal) =>
        new(refusal.Error, refusal.Message, (refusal as AdapterWithoutEffectException)?.AdapterDigest);

    /// <summary>The refusal as it was thrown in the worker.</summary>
    public InferenceException ToException() => Error == InferenceError.AdapterWithoutEffect && AdapterDigest is not null
        ? new AdapterWithoutEffectException(AdapterDigest, Message)
        : new InferenceException(Error, Message);
}
