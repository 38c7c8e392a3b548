namespace T2L.Registry.Data;

/// <summary>A name that versions of an adapter are published under.</summary>
public sealed record Adapter
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Unique; see <see cref="Publishing.AdapterName"/> for what is allowed.</summary>
    public required string Name { get; init; }

    /// <summary>How many versions were published under it, deleted ones counted: the newest one's number, from 1.</summary>
    public required int LatestVersion { get; init; }

    /// <summary>When its first version was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
