namespace T2L.Registry.Data;

/// <summary>A name that moves between the versions of an adapter, such as <c>champion</c>.</summary>
public sealed record AdapterAlias
{
    /// <summary>Whose.</summary>
    public required Guid AdapterId { get; init; }

    /// <summary>The name; see <see cref="Aliases.AliasName"/> for what is allowed.</summary>
    public required string Alias { get; init; }

    /// <summary>The version it points at.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The version it points at.</summary>
    public AdapterVersion? Version { get; init; }

    /// <summary>The version it pointed at before its last move; null until it was moved.</summary>
    public Guid? PreviousVersionId { get; init; }

    /// <summary>The version it pointed at before its last move.</summary>
    public AdapterVersion? PreviousVersion { get; init; }

    /// <summary>The event that put it where it is.</summary>
    public required Guid ChangedBy { get; init; }

    /// <summary>The event that put it where it is.</summary>
    public AuditEvent? Change { get; init; }
}
