namespace T2L.Registry.Catalog;

/// <summary>No published adapter answers to a reference.</summary>
public sealed class AdapterNotFoundException : Exception
{
    /// <summary>Reports a reference without an adapter.</summary>
    /// <param name="reference">The id, digest or name asked for.</param>
    /// <param name="inner">What a lower layer said.</param>
    public AdapterNotFoundException(string reference, Exception? inner = null)
        : base($"No adapter '{reference}' is published. A reference is a name, name:version, name@alias, an id, or a digest (8 digits of it are enough).", inner) =>
        Reference = reference;

    /// <summary>The id, digest or name asked for.</summary>
    public string Reference { get; }
}
