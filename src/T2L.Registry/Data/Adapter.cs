using T2L.Registry.Metadata;

namespace T2L.Registry.Data;

/// <summary>A name that versions of an adapter are published under.</summary>
public sealed record Adapter
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Unique for its tenant; see <see cref="Publishing.AdapterName"/> for what is allowed.</summary>
    public required string Name { get; init; }

    /// <summary>How many versions were published under it, deleted ones counted: the newest one's number, from 1.</summary>
    public required int LatestVersion { get; init; }

    /// <summary>Whose it is; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Words that people gave it, in their order.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>What else people say of it, by key.</summary>
    public IReadOnlyDictionary<string, PropertyValue> Properties { get; init; } = new Dictionary<string, PropertyValue>();

    /// <summary>The event that changed owner, tags or properties last; null before the first.</summary>
    public Guid? MetadataChangedBy { get; init; }

    /// <summary>The event that changed owner, tags or properties last.</summary>
    public AuditEvent? MetadataChange { get; init; }

    /// <summary>When its first version was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
