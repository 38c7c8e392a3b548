using T2L.Adapters.Origin;
using T2L.Api.Document;

namespace T2L.Api.Jobs;

/// <summary>What the OpenAPI document shows of jobs.</summary>
internal static class JobExamples
{
    public static JobResponse Queued { get; } = new(
        Demo.RunningJob, "queued", "Write the word backwards.", Demo.Adapter, Progress: null, Attempts: 0, Error: null, Adapter: null, TimingsMs: null, Novelty: null, Search: null,
        Demo.At, StartedAt: null, FinishedAt: null);

    public static JobResponse Ready { get; } = Queued with
    {
        Id = Demo.Job, Status = "ready", Attempts = 1, Adapter = Demo.Digest, TimingsMs = new Dictionary<string, double> { ["embed"] = 12.4, ["generate"] = 31.9 },
        Novelty = new Novelty(0.12, 0.31, Warning: false, [new NearTask("reverse", 0.88)]), StartedAt = Demo.At, FinishedAt = Demo.At.AddSeconds(1),
    };

    public static JobResponse Cancelled { get; } = Queued with { Status = "cancelled", FinishedAt = Demo.At.AddSeconds(1) };

    public static JobListResponse List { get; } = new([Ready], Demo.Page);

    public static JobBatchResponse Batch { get; } = new([Queued, Queued with { Id = Demo.Id, Description = "Count the letters of the word.", Name = null }]);
}
