using System.Runtime.CompilerServices;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>Waits for what becomes of a job. News on the bus cut the waiting short; the row is asked anyway, so that lost news cost half a second.</summary>
/// <param name="jobs">The queue of rows.</param>
/// <param name="time">The clock.</param>
public sealed class JobWatch(GenerationJobs jobs, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.5);
    private readonly JobNews _news = new();

    /// <summary>Waits until a job is ready, failed or cancelled, or until the patience is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The job as it is then; null when there is none.</returns>
    public async Task<GenerationJob?> WaitAsync(Guid id, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var listener = _news.Listen(id);
        while (true)
        {
            var job = await jobs.FindAsync(id, cancellationToken);
            var left = patience - time.GetElapsedTime(start);
            if (job is null || IsOver(job) || left <= TimeSpan.Zero)
                return job;
            await listener.WaitAsync(left < BetweenLooks ? left : BetweenLooks, time, cancellationToken);
        }
    }

    /// <summary>Tells whoever waits for this job to look at its row.</summary>
    internal void Tell(Guid id) => _news.Tell(id);

    /// <summary>True when nothing will happen to it any more.</summary>
    internal static bool IsOver(GenerationJob job) => job.Status is JobStatus.Ready or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>The states of a job, each when it differs from the one before, until it is over.</summary>
    /// <param name="known">The state that is known already.</param>
    /// <param name="pulse">How often there is a sign of life where nothing happens.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>States; null for a sign of life.</returns>
    internal async IAsyncEnumerable<GenerationJob?> ChangesAsync(GenerationJob known, TimeSpan pulse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = _news.Listen(known.Id);
        var spoke = time.GetTimestamp();
        while (!IsOver(known))
        {
            if (await jobs.FindAsync(known.Id, cancellationToken) is { } job && !IsSame(job, known))
            {
                (known, spoke) = (job, time.GetTimestamp());
                yield return job;
                continue;
            }
            if (time.GetElapsedTime(spoke) >= pulse)
            {
                spoke = time.GetTimestamp();
                yield return null;
            }
            await listener.WaitAsync(BetweenLooks, time, cancellationToken);
        }
    }

    // A renewed lease is no news.
    private static bool IsSame(GenerationJob one, GenerationJob other) =>
        (one.Status, one.Attempts, one.Error, one.Progress) == (other.Status, other.Attempts, other.Error, other.Progress);
}
