namespace T2L.Registry.Data;

/// <summary>The signature of a version, beside it: the version's digest is the same with and without.</summary>
public sealed record VersionSignature
{
    /// <summary>Which version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>Which version.</summary>
    public AdapterVersion? Version { get; init; }

    /// <summary>The Sigstore bundle, UTF-8 JSON.</summary>
    public required byte[] Bundle { get; init; }

    /// <summary>Names the key, 64 hexadecimal digits.</summary>
    public required string KeyHint { get; init; }

    /// <summary>When it was signed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
