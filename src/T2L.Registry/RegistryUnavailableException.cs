namespace T2L.Registry;

/// <summary>The registry's database cannot be used now. The message is one line: what, where, what to do.</summary>
public sealed class RegistryUnavailableException : Exception
{
    /// <summary>Reports an unusable database.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="inner">What a lower layer said.</param>
    public RegistryUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
