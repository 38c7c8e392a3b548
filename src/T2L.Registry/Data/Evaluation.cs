namespace T2L.Registry.Data;

/// <summary>One figure that was measured of a version. A row never changes; the newest of a suite and a metric counts.</summary>
public sealed record Evaluation
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Of which version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>What it was measured on.</summary>
    public required string Suite { get; init; }

    /// <summary>What was measured.</summary>
    public required string Metric { get; init; }

    /// <summary>The figure.</summary>
    public required double Value { get; init; }

    /// <summary>On how many examples; null where that means nothing.</summary>
    public int? N { get; init; }

    /// <summary>Lower end of its interval; null for none.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval; null for none.</summary>
    public double? High { get; init; }

    /// <summary>Seed of the measurement, where it had one.</summary>
    public long? Seed { get; init; }

    /// <summary>The command or the place that it came from.</summary>
    public string? Source { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The event that added it.</summary>
    public required Guid AddedBy { get; init; }

    /// <summary>The event that added it.</summary>
    public AuditEvent? Event { get; init; }
}
