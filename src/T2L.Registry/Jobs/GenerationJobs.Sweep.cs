using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Jobs;

/// <content>What the sweeper asks for.</content>
public sealed partial class GenerationJobs
{
    private const int SweepSize = 100;

    /// <summary>
    /// One round of the sweeper: jobs whose worker vanished are queued again, jobs without attempts left are failed, and queued
    /// jobs that were not announced lately are handed out to be announced. Several sweepers share the work.
    /// </summary>
    /// <param name="olderThan">How long a message is given to arrive.</param>
    /// <param name="maxAttempts">How often a job is tried; at least 1.</param>
    /// <param name="hypernetwork">The hypernetwork that the sweeper's worker serves; jobs that wish another one are left to its workers' sweepers.</param>
    /// <param name="cancellationToken">Stops between the statements; the next round goes on.</param>
    /// <returns>At most 100 jobs to announce, oldest first, and those given up.</returns>
    public async Task<StaleJobs> StaleAsync(
        TimeSpan olderThan, int maxAttempts = DefaultMaxAttempts, Digest? hypernetwork = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        var now = time.Now();
        var givenUp = await GiveUpAsync(now, maxAttempts, cancellationToken).ConfigureAwait(false);
        await RequeueAsync(now, cancellationToken).ConfigureAwait(false);
        var due = await WorkAsync($"""
            update generation_jobs set announced_at = {now}, updated_at = {now}
            where id in (
              select id from generation_jobs
              where status = 'queued' and available_at <= {now} and (announced_at is null or announced_at <= {now - olderThan})
                and (hypernetwork_digest is null or hypernetwork_digest = {hypernetwork?.Value})
              order by created_at, id limit {SweepSize} for update skip locked)
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return new StaleJobs([.. due.OrderBy(x => x.CreatedAt).ThenBy(x => x.Id)], givenUp);
    }

    private Task<List<GenerationJob>> GiveUpAsync(DateTimeOffset now, int maxAttempts, CancellationToken cancellationToken) =>
        WorkAsync($"""
            update generation_jobs
            set status = 'failed', finished_at = {now}, updated_at = {now},
                error = left('Given up after ' || attempts || ' attempts: ' ||
                  case when status = 'running' then 'worker ' || lease_owner || ' stopped without an answer.'
                       else coalesce(error, 'the last one left no message.') end, {Limits.Error}),
                lease_owner = null, lease_until = null
            where attempts >= {maxAttempts}
              and ((status = 'running' and lease_until <= {now}) or (status = 'queued' and available_at <= {now}))
            returning *
            """, cancellationToken);

    private Task<List<GenerationJob>> RequeueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        WorkAsync($"""
            update generation_jobs
            set status = 'queued', error = 'Worker ' || lease_owner || ' stopped without an answer.', lease_owner = null, lease_until = null,
                available_at = {now}, announced_at = null, updated_at = {now}
            where status = 'running' and lease_until <= {now}
            returning *
            """, cancellationToken);
}
