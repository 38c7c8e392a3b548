using System.Threading.Channels;
using T2L.Registry.Jobs;

namespace T2L.Worker.Generation;

/// <summary>Passes the stages of one job on, beside the work and never in its way: of stages that follow each other fast only the last is told.</summary>
internal sealed class StageReport : IProgress<JobStage>, IAsyncDisposable
{
    // A job that is over sooner tells nothing and costs nothing: its end is news enough.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Channel<JobStage> _stages = Channel.CreateBounded<JobStage>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    /// <param name="tell">Tells of one stage; does not throw.</param>
    /// <param name="time">The clock.</param>
    public StageReport(Func<JobStage, CancellationToken, Task> tell, TimeProvider time) => _loop = TellAsync(tell, time);

    public void Report(JobStage value) => _stages.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task TellAsync(Func<JobStage, CancellationToken, Task> tell, TimeProvider time)
    {
        try
        {
            while (await _stages.Reader.WaitToReadAsync(_stopping.Token))
            {
                await Task.Delay(Patience, time, _stopping.Token);
                if (_stages.Reader.TryRead(out var stage))
                    await tell(stage, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }
}
