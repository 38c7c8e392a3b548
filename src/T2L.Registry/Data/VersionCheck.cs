using T2L.Registry.Quality;

namespace T2L.Registry.Data;

/// <summary>What is known of a version's quality. What was decided stays so until it is checked again or released; the database sees to that.</summary>
public sealed record VersionCheck
{
    /// <summary>Which.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>What came of the checks.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>The checks, in the order they were made.</summary>
    public required IReadOnlyList<QualityCheck> Checks { get; init; }

    /// <summary>When the last one was made.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CheckedBy { get; init; }

    /// <summary>The event that quarantined it or let it out; null for none.</summary>
    public Guid? ChangedBy { get; init; }
}
