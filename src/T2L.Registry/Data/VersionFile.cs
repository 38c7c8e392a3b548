using T2L.Adapters;

namespace T2L.Registry.Data;

/// <summary>One file of an adapter version: a name and the blob that holds its bytes.</summary>
public sealed record VersionFile
{
    /// <summary>The version it belongs to.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>File name without a folder, for instance <c>adapter_model.safetensors</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The blob that holds its bytes.</summary>
    public required Digest BlobDigest { get; init; }

    /// <summary>The blob that holds its bytes.</summary>
    public Blob? Blob { get; init; }
}
