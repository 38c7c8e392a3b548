using T2L.Adapters.Origin;

namespace T2L.Client.Jobs;

/// <summary>An order for an adapter.</summary>
public sealed record JobInfo
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>ready</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The task in the user's words.</summary>
    public required string Description { get; init; }

    /// <summary>The name it is to be published under; null where it is made of the description.</summary>
    public string? Name { get; init; }

    /// <summary>What its worker does, while it runs; null where that is not known.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>How often a worker has taken it.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed, or why its last attempt did.</summary>
    public string? Error { get; init; }

    /// <summary>Digest of the adapter, when ready.</summary>
    public string? Adapter { get; init; }

    /// <summary>Milliseconds by stage, when ready.</summary>
    public IReadOnlyDictionary<string, double>? TimingsMs { get; init; }

    /// <summary>How far the description is from the hypernetwork's training tasks, when ready.</summary>
    public Novelty? Novelty { get; init; }

    /// <summary>The search with examples, when ready; null where there was none.</summary>
    public SearchRecord? Search { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it last.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether nothing more will become of it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOver => Status is "ready" or "failed" or "cancelled";
}

/// <summary>What a worker does with a running job.</summary>
/// <param name="Stage"><c>embed</c>, <c>generate</c>, <c>search</c>, <c>publish</c> or <c>check</c>.</param>
/// <param name="Step">Steps of the stage that are done; null where it has none.</param>
/// <param name="Steps">Steps at most; null where it has none.</param>
public sealed record JobProgress(string Stage, int? Step, int? Steps);
