using T2L.Adapters.Origin;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>A generation job.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>ready</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Description">The task in the user's words.</param>
/// <param name="Name">The name it is to be published under; null where it is made of the description.</param>
/// <param name="Progress">What its worker does, while it runs; null where that is not known, as with jobs that take a moment.</param>
/// <param name="Attempts">How often a worker has taken it.</param>
/// <param name="Error">Why it failed, or why its last attempt did.</param>
/// <param name="Adapter">Digest of the adapter, when ready.</param>
/// <param name="TimingsMs">Milliseconds by stage, when ready.</param>
/// <param name="Novelty">How far the description is from the hypernetwork's training tasks, when ready; null where they are not known.</param>
/// <param name="Search">The search with examples, when ready; null where there was none.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When a worker took it last.</param>
/// <param name="FinishedAt">When it was over.</param>
internal sealed record JobResponse(
    Guid Id,
    string Status,
    string Description,
    string? Name,
    JobProgressResponse? Progress,
    int Attempts,
    string? Error,
    string? Adapter,
    IReadOnlyDictionary<string, double>? TimingsMs,
    Novelty? Novelty,
    SearchRecord? Search,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static JobResponse Of(GenerationJob job) => new(
        job.Id,
        job.Status.NameOf(),
        job.Description,
        job.AdapterName,
        job is { Status: JobStatus.Running, Progress: { } stage } ? JobProgressResponse.Of(stage) : null,
        job.Attempts,
        job.Error,
        job.AdapterDigest?.Value,
        job.Timings,
        job.Report?.Novelty,
        job.Report?.Search,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt);
}

/// <summary>What a worker does with a running job.</summary>
/// <param name="Stage"><c>embed</c>, <c>generate</c>, <c>search</c>, <c>publish</c> or <c>check</c>.</param>
/// <param name="Step">Steps of the stage that are done, such as rounds of a search; null where it has none.</param>
/// <param name="Steps">Steps at most; null where it has none.</param>
internal sealed record JobProgressResponse(string Stage, int? Step, int? Steps)
{
    public static JobProgressResponse Of(JobStage stage) => new(stage.Stage, stage.Step, stage.Steps);
}

/// <summary>A part of the list of jobs, newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="NextPage">Send it as <c>page</c> for the part after this one; null at the end.</param>
internal sealed record JobListResponse(IReadOnlyList<JobResponse> Items, string? NextPage);

/// <summary>The jobs of an order of many.</summary>
/// <param name="Items">The jobs, in the order of the request.</param>
internal sealed record JobBatchResponse(IReadOnlyList<JobResponse> Items);
