namespace T2L.Registry.Deletion;

/// <summary>A version cannot be deleted while aliases point at it. Nothing was changed; the message is the sentence for the caller.</summary>
/// <param name="message">What, got, expected, what next.</param>
public sealed class AdapterInUseException(string message) : Exception(message);
