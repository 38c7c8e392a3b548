namespace T2L.Worker.Generation;

/// <summary>No adapter can be made of a description, however often it is tried; the message is for the person who asked.</summary>
/// <param name="message">What, got, expected, what next.</param>
public sealed class GenerationException(string message) : Exception(message);
