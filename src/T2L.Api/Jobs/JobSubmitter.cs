using MassTransit;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>Takes an order for an adapter: the row first, the message second.</summary>
/// <param name="jobs">The queue of rows.</param>
/// <param name="bus">Wakes a worker.</param>
/// <param name="options">How long a broker may take.</param>
/// <param name="logger">Hears of lost messages.</param>
public sealed partial class JobSubmitter(GenerationJobs jobs, IBus bus, IOptions<BusOptions> options, ILogger<JobSubmitter> logger)
{
    /// <summary>Writes the job and wakes a worker. A message that cannot be sent is no failure: the sweeper sends it later.</summary>
    /// <param name="job">What is wished for.</param>
    /// <param name="cancellationToken">Stops before the row is written; afterwards the job stands.</param>
    /// <returns>The queued job.</returns>
    public async Task<GenerationJob> SubmitAsync(NewJob job, CancellationToken cancellationToken)
    {
        var queued = await jobs.EnqueueAsync(job, cancellationToken);
        if (await bus.TryPublishAsync(new GenerateAdapter(queued.Id), options.Value, CancellationToken.None) is { } error)
            Log.MessageLost(logger, queued.Id, error);
        return queued;
    }

    /// <summary>Writes the jobs of one order, all or none, and wakes workers.</summary>
    /// <param name="orders">What is wished for.</param>
    /// <param name="beyond">The id that one more would have had; null where the jobs have none yet.</param>
    /// <param name="cancellationToken">Stops before the rows are written; afterwards the jobs stand.</param>
    /// <returns>The queued jobs, in this order.</returns>
    public async Task<IReadOnlyList<GenerationJob>> SubmitAsync(IReadOnlyList<NewJob> orders, Guid? beyond, CancellationToken cancellationToken)
    {
        var queued = await jobs.EnqueueAsync(orders, beyond, cancellationToken);
        foreach (var job in queued.Where(job => job.Status == JobStatus.Queued))
        {
            if (await bus.TryPublishAsync(new GenerateAdapter(job.Id), options.Value, CancellationToken.None) is { } error)
            {
                // The others would wait as long and fare no better.
                Log.MessageLost(logger, job.Id, error);
                break;
            }
        }
        return queued;
    }

    /// <summary>Tells of a job that was cancelled, so that its worker stops now. A message that cannot be sent costs time only.</summary>
    internal async Task AnnounceEndAsync(Guid id)
    {
        if (await bus.TryPublishAsync(new JobCancelled(id), options.Value, CancellationToken.None) is { } error)
            Log.EndNotTold(logger, id, error);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7102, Level = LogLevel.Warning, Message = "Nobody was told that job {JobId} is cancelled; its worker finds out when it renews its lease.")]
        public static partial void EndNotTold(ILogger logger, Guid jobId, Exception exception);


        [LoggerMessage(EventId = 7101, Level = LogLevel.Warning, Message = "The message for job {JobId} was not sent; the sweeper will send it.")]
        public static partial void MessageLost(ILogger logger, Guid jobId, Exception exception);
    }
}
