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
    GenerationJobs jobs, IBus bus, IOptions<GenerationOptions> options, IOptions<BusOptions> busOptions, TimeProvider time, ILogger<JobSweeper> logger)
    : BackgroundService
{
    /// <summary>One round.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var stale = await jobs.StaleAsync(options.Value.Sweep, options.Value.MaxAttempts, cancellationToken);
        foreach (var job in stale.GivenUp)
        {
            Log.GaveUp(logger, job.Id, job.Error!);
            await PublishAsync(new AdapterGenerationFailed(job.Id, job.Error!), cancellationToken);
        }
        foreach (var job in stale.ToAnnounce)
        {
            Log.Announced(logger, job.Id, job.Attempts);
            await PublishAsync(new GenerateAdapter(job.Id), cancellationToken);
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
                // Whatever keeps this round from its work, database or broker, the next one finds the same rows.
                Log.RoundFailed(logger, error);
            }
        }
    }

    // A broker that is away would hold a publish forever.
    private async Task PublishAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(busOptions.Value.PublishTimeoutSeconds));
        await bus.Publish(message, patience.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6101, Level = LogLevel.Information, Message = "Job {JobId} is announced again; {Attempts} attempts so far.")]
        public static partial void Announced(ILogger logger, Guid jobId, int attempts);

        [LoggerMessage(EventId = 6102, Level = LogLevel.Warning, Message = "Job {JobId} is given up: {Reason}")]
        public static partial void GaveUp(ILogger logger, Guid jobId, string reason);

        [LoggerMessage(EventId = 6103, Level = LogLevel.Warning, Message = "A look for lost jobs failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
