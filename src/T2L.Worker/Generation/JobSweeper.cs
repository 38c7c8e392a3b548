using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry.Jobs;

namespace T2L.Worker.Generation;

/// <summary>Repeats messages that were lost, wakes jobs whose worker vanished, and announces those that are given up.</summary>
internal sealed partial class JobSweeper(
    GenerationJobs jobs,
    IAdapterGenerator generator,
    IBus bus,
    IOptions<GenerationOptions> options,
    IOptions<BusOptions> busOptions,
    TimeProvider time,
    ILogger<JobSweeper> logger)
    : BackgroundService
{
    /// <summary>One round.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var stale = await jobs.StaleAsync(options.Value.Sweep, options.Value.MaxAttempts, generator.Hypernetwork, cancellationToken);
        foreach (var job in stale.GivenUp)
        {
            Log.GaveUp(logger, job.Id, job.Error!);
            await bus.TryPublishAsync(new AdapterGenerationFailed(job.Id, job.Error!), busOptions.Value, cancellationToken);
        }
        foreach (var job in stale.ToAnnounce)
        {
            if (await bus.TryPublishAsync(new GenerateAdapter(job.Id), busOptions.Value, cancellationToken) is { } error)
            {
                // The others would wait as long and fare no better; their rows are due again in a moment.
                Log.NotAnnounced(logger, job.Id, error);
                return;
            }
            Log.Announced(logger, job.Id, job.Attempts);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Sweep, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Whatever keeps this round from its work, the next one finds the same rows.
                Log.RoundFailed(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6101, Level = LogLevel.Information, Message = "Job {JobId} is announced again; {Attempts} attempts so far.")]
        public static partial void Announced(ILogger logger, Guid jobId, int attempts);

        [LoggerMessage(EventId = 6102, Level = LogLevel.Warning, Message = "Job {JobId} is given up: {Reason}")]
        public static partial void GaveUp(ILogger logger, Guid jobId, string reason);

        [LoggerMessage(EventId = 6104, Level = LogLevel.Warning, Message = "Job {JobId} could not be announced: the bus does not take messages.")]
        public static partial void NotAnnounced(ILogger logger, Guid jobId, Exception exception);

        [LoggerMessage(EventId = 6103, Level = LogLevel.Warning, Message = "A look for lost jobs failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
