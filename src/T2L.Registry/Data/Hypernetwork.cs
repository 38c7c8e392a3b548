using T2L.Adapters;

namespace T2L.Registry.Data;

/// <summary>A network that writes adapters, identified by the digest of its files.</summary>
public sealed record Hypernetwork
{
    /// <summary>Digest of its configuration and weights.</summary>
    public required Digest Digest { get; init; }

    /// <summary>What people call it, for instance its directory; 1 to 256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the base model its adapters fit; empty when unknown.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Digest of that base model, where it is registered.</summary>
    public Digest? BaseModelDigest { get; init; }

    /// <summary>Digest of the text encoder it was trained with, where known.</summary>
    public Digest? EncoderDigest { get; init; }

    /// <summary>Rank of the adapters it writes.</summary>
    public required int Rank { get; init; }

    /// <summary>Alpha of the adapters it writes; their scaling is alpha / rank.</summary>
    public required double Alpha { get; init; }

    /// <summary>Projections it adapts, for instance <c>q_proj</c> and <c>v_proj</c>.</summary>
    public required string[] TargetModules { get; init; }

    /// <summary>Number of its own weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>When it was registered; the registry sets it.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
