namespace T2L.Registry.Data;

/// <summary>How well a version did; versions of which no accuracy is known have none.</summary>
public sealed record VersionScore
{
    /// <summary>Which.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>When the version was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The best of its newest accuracies, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>The range that the score lies in, by its lower end; the database fills it.</summary>
    public string Band { get; init; } = "";
}
