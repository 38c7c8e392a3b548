using T2L.Adapters;

namespace T2L.Registry.Data;

/// <summary>Bytes that the blob store is known to hold. The row is written after the bytes are durable.</summary>
public sealed record Blob
{
    /// <summary>SHA-256 of the bytes; also their name in the store.</summary>
    public required Digest Digest { get; init; }

    /// <summary>How many.</summary>
    public required long Bytes { get; init; }

    /// <summary>When the row was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
