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

    private static partial class Log
    {
        [LoggerMessage(EventId = 7101, Level = LogLevel.Warning, Message = "The message for job {JobId} was not sent; the sweeper will send it.")]
        public static partial void MessageLost(ILogger logger, Guid jobId, Exception exception);
    }
}
