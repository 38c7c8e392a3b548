namespace T2L.Adapters.Examples;

/// <summary>A file of examples cannot be used; the message names file, line, what was got and what was expected.</summary>
/// <param name="message">The sentence for the user.</param>
/// <param name="inner">What a lower layer said.</param>
public sealed class ExampleFormatException(string message, Exception? inner = null) : Exception(message, inner);
