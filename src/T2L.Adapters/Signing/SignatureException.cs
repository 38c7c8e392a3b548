namespace T2L.Adapters.Signing;

/// <summary>A signature, or a key, cannot be used: damaged, of another adapter, by nobody who is trusted. The message says which.</summary>
/// <param name="message">What, got, expected.</param>
/// <param name="inner">What a lower layer said.</param>
public sealed class SignatureException(string message, Exception? inner = null) : Exception(message, inner);
