using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using T2L.Registry.Audit;

namespace T2L.Registry.Collection;

/// <summary>Removes what nobody needs any more every so often, where the configuration says so.</summary>
internal sealed partial class CollectionService(GarbageCollector collection, IOptions<CollectionOptions> options, TimeProvider time, ILogger<CollectionService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.EveryHours == 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromHours(options.Value.EveryHours), time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                var report = await collection.RunAsync(
                    TimeSpan.FromDays(options.Value.DeletedDays), TimeSpan.FromHours(options.Value.GraceHours), Actor.OfProcess(), cancellationToken: stoppingToken).ConfigureAwait(false);
                Log.Ran(logger, report.Purged.Count, report.Blobs, report.Bytes);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Whatever keeps this run from its work, the next one finds the same.
                Log.Failed(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Purged {Versions} deleted versions; removed {Blobs} blobs of {Bytes} bytes.")]
        public static partial void Ran(ILogger logger, int versions, int blobs, long bytes);

        [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "The collection of unused blobs did not finish; the next one goes on.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
