using T2L.Adapters;

namespace T2L.Registry.Data;

/// <summary>Who did what, and when. A row never changes; the database refuses it. It refers to nothing: what it tells of may be gone.</summary>
public sealed record AuditEvent
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>What; see <see cref="Audit.AuditAction"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Name of the adapter; null for what is about none.</summary>
    public string? Adapter { get; init; }

    /// <summary>Number of the version it was about.</summary>
    public int? Version { get; init; }

    /// <summary>Digest of that version.</summary>
    public Digest? Digest { get; init; }

    /// <summary>What else is to be known, by name.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
