using System.Collections.Concurrent;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>Waits for a job's end. News on the bus cut the waiting short; the row is asked anyway, so that lost news cost half a second.</summary>
/// <param name="jobs">The queue of rows.</param>
/// <param name="time">The clock.</param>
public sealed class JobWatch(GenerationJobs jobs, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.5);
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _news = new();

    /// <summary>Waits until a job is ready, failed or cancelled, or until the patience is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The job as it is then; null when there is none.</returns>
    public async Task<GenerationJob?> WaitAsync(Guid id, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            while (true)
            {
                var news = _news.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                var job = await jobs.FindAsync(id, cancellationToken);
                var left = patience - time.GetElapsedTime(start);
                if (job is null || IsOver(job) || left <= TimeSpan.Zero)
                    return job;
                await WaitForNewsAsync(news.Task, left < BetweenLooks ? left : BetweenLooks, cancellationToken);
            }
        }
        finally
        {
            _news.TryRemove(id, out _);
        }
    }

    /// <summary>Tells whoever waits for this job to look at its row.</summary>
    internal void Tell(Guid id)
    {
        if (_news.TryRemove(id, out var news))
            news.TrySetResult();
    }

    private static bool IsOver(GenerationJob job) => job.Status is JobStatus.Ready or JobStatus.Failed or JobStatus.Cancelled;

    private async Task WaitForNewsAsync(Task news, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await news.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // No news; the row is asked.
        }
    }
}
