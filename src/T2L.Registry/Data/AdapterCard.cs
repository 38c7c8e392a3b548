namespace T2L.Registry.Data;

/// <summary>What an adapter is for, as Markdown. It may be written anew; the log has who did.</summary>
public sealed record AdapterCard
{
    /// <summary>Whose.</summary>
    public required Guid AdapterId { get; init; }

    /// <summary>Whose.</summary>
    public Adapter? Adapter { get; init; }

    /// <summary>The Markdown.</summary>
    public required string Text { get; init; }

    /// <summary>The event that wrote it.</summary>
    public required Guid ChangedBy { get; init; }

    /// <summary>The event that wrote it.</summary>
    public AuditEvent? Change { get; init; }
}
