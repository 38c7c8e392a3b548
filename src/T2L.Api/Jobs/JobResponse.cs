using T2L.Adapters.Origin;
using T2L.Registry.Data;

namespace T2L.Api.Jobs;

/// <summary>A generation job.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>ready</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Description">The task in the user's words.</param>
/// <param name="Attempts">How often a worker has taken it.</param>
/// <param name="Error">Why it failed, or why its last attempt did.</param>
/// <param name="Adapter">Digest of the adapter, when ready.</param>
/// <param name="TimingsMs">Milliseconds by stage, when ready.</param>
/// <param name="Novelty">How far the description is from the hypernetwork's training tasks, when ready; null where they are not known.</param>
/// <param name="Search">The search with examples, when ready; null where there was none.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it was over.</param>
internal sealed record JobResponse(
    Guid Id,
    string Status,
    string Description,
    int Attempts,
    string? Error,
    string? Adapter,
    IReadOnlyDictionary<string, double>? TimingsMs,
    Novelty? Novelty,
    SearchRecord? Search,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    public static JobResponse Of(GenerationJob job) => new(
        job.Id, Name(job.Status), job.Description, job.Attempts, job.Error, job.AdapterDigest?.Value, job.Timings, job.Report?.Novelty, job.Report?.Search, job.CreatedAt, job.FinishedAt);

    private static string Name(JobStatus status) => status switch
    {
        JobStatus.Queued => "queued",
        JobStatus.Running => "running",
        JobStatus.Ready => "ready",
        JobStatus.Failed => "failed",
        _ => "cancelled",
    };
}
