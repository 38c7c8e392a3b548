namespace T2L.Registry.Data;

/// <summary>Says that a version is deleted. Restoring it removes this row.</summary>
public sealed record DeletedVersion
{
    /// <summary>Which.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The event that deleted it.</summary>
    public required Guid DeletedBy { get; init; }

    /// <summary>The event that deleted it.</summary>
    public AuditEvent? Event { get; init; }
}
