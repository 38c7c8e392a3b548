using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace T2L.Registry.Data.Configurations;

/// <summary>A status is stored as a lower-case word, so that a row can be read without this program.</summary>
internal sealed class JobStatusConverter() : ValueConverter<JobStatus, string>(status => ToWord(status), word => FromWord(word))
{
    internal static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Queued => "queued",
        JobStatus.Running => "running",
        JobStatus.Ready => "ready",
        JobStatus.Failed => "failed",
        JobStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a job status."),
    };

    private static JobStatus FromWord(string word) => word switch
    {
        "queued" => JobStatus.Queued,
        "running" => JobStatus.Running,
        "ready" => JobStatus.Ready,
        "failed" => JobStatus.Failed,
        "cancelled" => JobStatus.Cancelled,
        _ => throw new InvalidOperationException($"generation_jobs.status is '{word}', which this program does not know. Update it."),
    };
}
