namespace T2L.Registry.Data;

/// <summary>A worker, as it says it every few seconds.</summary>
public sealed record WorkerRow
{
    /// <summary>Its name, different for each process.</summary>
    public required string Name { get; init; }

    /// <summary>The base model it serves; null until that is loaded.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Where it computes.</summary>
    public string? Device { get; init; }

    /// <summary>When it said so first.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it said so last.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}

/// <summary>An adapter that a worker holds.</summary>
public sealed record Deployment
{
    /// <summary>Which worker.</summary>
    public required string Worker { get; init; }

    /// <summary>Which worker.</summary>
    public WorkerRow? Row { get; init; }

    /// <summary>Which version, by its bytes.</summary>
    public required T2L.Adapters.Digest Digest { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When somebody last asked for it.</summary>
    public required DateTimeOffset LastUsed { get; init; }
}
