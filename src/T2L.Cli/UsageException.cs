namespace T2L.Cli;

/// <summary>The command was used in a way that cannot work; the message says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
