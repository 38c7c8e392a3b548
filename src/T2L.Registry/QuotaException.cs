namespace T2L.Registry;

/// <summary>A tenant has as much of something as it may have.</summary>
/// <param name="message">What, how much of it, and what to do.</param>
public sealed class QuotaException(string message) : Exception(message);
