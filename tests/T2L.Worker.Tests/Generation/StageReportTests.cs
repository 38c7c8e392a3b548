using System.Collections.Concurrent;
using T2L.Registry.Jobs;
using T2L.Worker.Generation;

namespace T2L.Worker.Tests.Generation;

public sealed class StageReportTests
{
    private readonly ConcurrentQueue<string> _told = [];

    [Fact(Timeout = 30000)]
    public async Task Of_stages_that_follow_each_other_fast_the_last_is_told()
    {
        await using var report = new StageReport(TellAsync, TimeProvider.System);

        report.Report(new JobStage("embed"));
        report.Report(new JobStage("generate"));
        report.Report(new JobStage("publish"));
        while (_told.IsEmpty)
            await Task.Delay(10);

        Assert.Equal(["publish"], _told);
    }

    [Fact]
    public async Task A_job_that_takes_a_moment_tells_nothing()
    {
        await using (var report = new StageReport(TellAsync, new StoppedTime()))
            report.Report(new JobStage("embed"));

        Assert.Empty(_told);
    }

    [Fact(Timeout = 30000)]
    public async Task Later_stages_are_told_too()
    {
        await using var report = new StageReport(TellAsync, TimeProvider.System);

        foreach (var stage in new[] { "embed", "search" })
        {
            report.Report(new JobStage(stage));
            while (_told.LastOrDefault() != stage)
                await Task.Delay(10);
        }

        Assert.Equal(["embed", "search"], _told);
    }

    private Task TellAsync(JobStage stage, CancellationToken stopping)
    {
        _told.Enqueue(stage.Stage);
        return Task.CompletedTask;
    }

    // A clock whose timers never ring.
    private sealed class StoppedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

        private sealed class Silent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
