using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using T2L.Adapters;
using T2L.Contracts;
using T2L.Registry.Deployments;
using T2L.Worker.Quality;

namespace T2L.Worker.Serving;

/// <summary>Says every few seconds that this worker is there and what it holds; a version that was loaded for the first time is proved by that.</summary>
internal sealed partial class HoldingsReport(
    IInferenceEngine engine, WorkerDirectory directory, QualityGate gate, WorkerIdentity worker, TimeProvider time, ILogger<HoldingsReport> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private HashSet<string> _known = [];

    /// <summary>Says it once.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        var held = engine is IHoldings holdings ? holdings.Held : [];
        var info = Info();
        await directory.ReportAsync(worker.Name, info?.Model, info?.Device, [.. held.Select(one => new HeldVersion(Digest.Parse(one.Digest), one.Since, one.LastUsed))], cancellationToken);
        foreach (var one in held.Where(one => one.Effect is not null && !_known.Contains(one.Digest)))
            await gate.RecordAsync(Digest.Parse(one.Digest), one.Effect!, cancellationToken);
        _known = [.. held.Select(one => one.Digest)];
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => directory.LeaveAsync(worker.Name, cancellationToken), CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
            await TryAsync(() => ReportAsync(stoppingToken), stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Whatever keeps this report from its place, the next one says the same.
        catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotReported(logger, error);
        }
    }

    private EngineInfo? Info()
    {
        try
        {
            return engine.Info;
        }
        catch (InferenceException)
        {
            return null; // not loaded yet, or never
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6601, Level = LogLevel.Debug, Message = "What this worker holds was not written down; the next report says it again.")]
        public static partial void NotReported(ILogger logger, Exception exception);
    }
}
