namespace T2L.Registry.Publishing;

/// <summary>Adapters cannot be mixed: they do not go together, or nothing would be left of a matrix. The message is the sentence for the caller.</summary>
/// <param name="message">What, got, expected, what next.</param>
/// <param name="inner">What a lower layer said.</param>
public sealed class MixException(string message, Exception? inner = null) : Exception(message, inner);
