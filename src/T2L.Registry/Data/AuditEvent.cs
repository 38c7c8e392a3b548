namespace T2L.Registry.Data;

/// <summary>Who did what, and when. A row never changes; the database refuses it.</summary>
public sealed record AuditEvent
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>What: <c>alias.set</c>, <c>alias.rollback</c> or <c>alias.remove</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To which adapter.</summary>
    public required Guid AdapterId { get; init; }

    /// <summary>To which adapter.</summary>
    public Adapter? Adapter { get; init; }

    /// <summary>The version it was about.</summary>
    public Guid? VersionId { get; init; }

    /// <summary>The version it was about.</summary>
    public AdapterVersion? Version { get; init; }

    /// <summary>What else is to be known, by name.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
