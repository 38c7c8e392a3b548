namespace T2L.Contracts;

/// <summary>An adapter is refused because it changes nothing: serving it would pass the base model off as an adapted one.</summary>
/// <param name="adapterDigest">The refused version, <c>sha256:&lt;64 hex&gt;</c>.</param>
/// <param name="message">What was looked at and found, for instance that every B is zero.</param>
public sealed class AdapterWithoutEffectException(string adapterDigest, string message)
    : InferenceException(InferenceError.AdapterWithoutEffect, message)
{
    /// <summary>The refused version.</summary>
    public string AdapterDigest { get; } = adapterDigest;
}
