using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Registry.Jobs;

namespace T2L.Registry.Data;

/// <summary>One request to turn a description into an adapter. The row comes first, the message after it.</summary>
public sealed record GenerationJob
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is; the database fills it.</summary>
    public string Tenant { get; init; } = null!;

    /// <summary>Where it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>The task in the user's words; 1 to 4,096 characters.</summary>
    public required string Description { get; init; }

    /// <summary>Name to publish under; null lets the publisher choose one.</summary>
    public string? AdapterName { get; init; }

    /// <summary>The hypernetwork asked for; null means the one the worker serves.</summary>
    public Digest? HypernetworkDigest { get; init; }

    /// <summary>Examples of the task, 1 to 64; null where the description says it all.</summary>
    public IReadOnlyList<AnswerExample>? Examples { get; init; }

    /// <summary>Start of the search's random numbers; null for the usual one.</summary>
    public long? Seed { get; init; }

    /// <summary>Who asked for it; null where it was not written down.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>How often a worker has taken it.</summary>
    public required int Attempts { get; init; }

    /// <summary>The worker that holds it, while running.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>When that worker's hold ends unless it renews, while running.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Not to be taken before this time; later than its creation after a failure that may heal.</summary>
    public required DateTimeOffset AvailableAt { get; init; }

    /// <summary>When a message for it was last due to be sent; null when one is due. The sweeper repeats lost ones.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>What its worker does, while running; it may lag behind, and after a fast job it may never have been written.</summary>
    public JobStage? Progress { get; init; }

    /// <summary>Why it failed, or why the last attempt did.</summary>
    public string? Error { get; init; }

    /// <summary>The published adapter version, when ready.</summary>
    public Digest? AdapterDigest { get; init; }

    /// <summary>Milliseconds by stage, for instance <c>embed</c> and <c>generate</c>, when ready.</summary>
    public IReadOnlyDictionary<string, double>? Timings { get; init; }

    /// <summary>What the generation has to tell beside its adapter, when ready.</summary>
    public GenerationReport? Report { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker last took it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it became ready, failed or was cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
