using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;

namespace T2L.Worker.Generation;

/// <summary>Writes down how an attempt at a job ended.</summary>
internal sealed partial class AttemptEnd(
    GenerationJobs jobs, WorkerIdentity worker, IOptions<GenerationOptions> options, ILogger<AttemptEnd> logger)
{
    /// <summary>The adapter is published.</summary>
    public JobOutcome Ready(GenerationJob job, PublishedVersion version, IReadOnlyDictionary<string, double> timings)
    {
        var (digest, elapsed) = (version.Digest.Value, timings.Values.Sum());
        Log.Ready(logger, job.Id, digest, version.Entry.Rank ?? 0, elapsed);
        return new JobOutcome(new AdapterReady(job.Id, digest, version.Entry.BaseModel), null);
    }

    /// <summary>The worker stops: the job is free for another one at once.</summary>
    public async Task LeaveAsync(GenerationJob job)
    {
        Log.Left(logger, job.Id);
        // The caller's token is cancelled already; should the database be away too, the lease ends by itself.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await jobs.ReleaseAsync(job.Id, worker.Name, $"Worker {worker.Name} was stopped.", TimeSpan.Zero, patience.Token);
    }

    /// <summary>Puts the job off when the cause can heal, ends it otherwise.</summary>
    public async Task<JobOutcome> ExplainAsync(GenerationJob job, Exception error, CancellationToken cancellationToken)
    {
        if (HealableRetry.CanHeal(error))
        {
            // Twice as long each time: five attempts last a quarter of a minute.
            var delay = TimeSpan.FromSeconds(options.Value.RetrySeconds * Math.Pow(2, Math.Min(job.Attempts, 8) - 1));
            Log.PutOff(logger, job.Id, job.Attempts, delay, error);
            await jobs.ReleaseAsync(job.Id, worker.Name, error.Message, delay, cancellationToken);
            return JobOutcome.Nothing;
        }
        Log.Failed(logger, job.Id, error);
        return await jobs.FailAsync(job.Id, error.Message, worker.Name, cancellationToken)
            ? new JobOutcome(null, new AdapterGenerationFailed(job.Id, error.Message))
            : JobOutcome.Nothing;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Job {JobId} is ready: adapter {Digest}, rank {Rank}, {ElapsedMs} ms.")]
        public static partial void Ready(ILogger logger, Guid jobId, string digest, int rank, double elapsedMs);

        [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Job {JobId} is given back because this worker stops.")]
        public static partial void Left(ILogger logger, Guid jobId);

        [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "Attempt {Attempt} at job {JobId} failed; the next one follows in {Delay}.")]
        public static partial void PutOff(ILogger logger, Guid jobId, int attempt, TimeSpan delay, Exception exception);

        [LoggerMessage(EventId = 6004, Level = LogLevel.Error, Message = "Job {JobId} failed.")]
        public static partial void Failed(ILogger logger, Guid jobId, Exception exception);
    }
}
