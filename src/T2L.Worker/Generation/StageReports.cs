using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry.Jobs;

namespace T2L.Worker.Generation;

/// <summary>Tells those who watch a job what is done with it: the row first, the message second.</summary>
internal sealed partial class StageReports(
    GenerationJobs jobs, IBus bus, WorkerIdentity worker, IOptions<BusOptions> options, TimeProvider time, ILogger<StageReports> logger)
{
    /// <summary>Begins with a job; ends when the result is disposed.</summary>
    public StageReport Begin(Guid id) => new((stage, stopping) => TellAsync(id, stage, stopping), time);

    private async Task TellAsync(Guid id, JobStage stage, CancellationToken stopping)
    {
        try
        {
            if (await jobs.ReportAsync(id, worker.Name, stage, CancellationToken.None))
                await bus.TryPublishAsync(new JobProgress(id, stage.Stage, (double?)stage.Step / stage.Steps), options.Value, stopping);
        }
#pragma warning disable CA1031 // A report that cannot be written must not keep anybody from the work.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!stopping.IsCancellationRequested)
                Log.NotTold(logger, id, stage.Stage, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6006, Level = LogLevel.Debug, Message = "Nobody was told that job {JobId} is at {Stage}.")]
        public static partial void NotTold(ILogger logger, Guid jobId, string stage, Exception exception);
    }
}
