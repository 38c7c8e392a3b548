namespace T2L.Registry.Aliases;

/// <summary>An alias is not where the caller believes it to be, or cannot go where it is told to. Nothing was changed; the message is the sentence for the caller.</summary>
/// <param name="message">What, got, expected, what next.</param>
public sealed class AliasConflictException(string message) : Exception(message);
