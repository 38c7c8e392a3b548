using Microsoft.EntityFrameworkCore;
using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Data.Configurations;
using T2L.Registry.Publishing;
using T2L.Registry.Tenants;

namespace T2L.Registry.Jobs;

/// <summary>
/// The queue of generation jobs. The row is the truth and a message only wakes somebody up: every step is one statement that
/// checks the state it leaves, so any of them may be repeated, lost or raced.
/// </summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">The clock of leases.</param>
public sealed partial class GenerationJobs(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>How often a job is tried unless the caller says otherwise.</summary>
    public const int DefaultMaxAttempts = 5;

    /// <summary>Writes the row of a new job. Send its message after this.</summary>
    /// <param name="job">What is wished for.</param>
    /// <param name="cancellationToken">Stops before the row is written.</param>
    /// <returns>The queued job; one that was ordered before under the same id as it stands now.</returns>
    /// <exception cref="ArgumentException">The description, the name or the examples cannot be used.</exception>
    /// <exception cref="JobConflictException">Something else was ordered under the same id.</exception>
    /// <exception cref="UnknownModelException">The hypernetwork is not registered.</exception>
    public async Task<GenerationJob> EnqueueAsync(NewJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var row = Row(job, time.Now());
        if (await InsertAsync([row], cancellationToken).ConfigureAwait(false))
            return row;
        // Jobs are never removed, so who was refused for the id finds its job, unless it is another tenant's.
        var before = await FindAsync(row.Id, cancellationToken).ConfigureAwait(false);
        return before is not null && IsSameWish(before, row) ? before : throw new JobConflictException(row.Id);
    }

    /// <summary>Finds a job.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The job; null when there is none.</returns>
    public async Task<GenerationJob?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.GenerationJobs.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a job, if it is free: queued and due, or running under a lease that ended. Of several callers one gets it; a lease
    /// that still holds is given to nobody, not even to its own worker, so a message that arrives twice does no work twice.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="worker">Who takes it: 1 to 200 characters, different for each process.</param>
    /// <param name="lease">How long it is held without <see cref="RenewAsync"/>.</param>
    /// <param name="hypernetwork">The hypernetwork it serves; a job that wishes another one stays for who serves that. Null: only jobs that take any.</param>
    /// <param name="cancellationToken">Stops before it is taken.</param>
    /// <returns>The running job; null when there is none to take.</returns>
    public async Task<GenerationJob?> TryLeaseAsync(
        Guid id, string worker, TimeSpan lease, Digest? hypernetwork = null, CancellationToken cancellationToken = default)
    {
        CheckLease(worker, lease);
        var now = time.Now();
        var taken = await WorkAsync($"""
            update generation_jobs
            set status = 'running', attempts = attempts + 1, lease_owner = {worker}, lease_until = {now + lease},
                started_at = {now}, updated_at = {now}, progress = null
            where id = {id}
              and ((status = 'queued' and available_at <= {now}) or (status = 'running' and lease_until <= {now}))
              and (hypernetwork_digest is null or hypernetwork_digest = {hypernetwork?.Value})
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return taken.SingleOrDefault();
    }

    /// <summary>Holds a job longer.</summary>
    /// <param name="id">Which.</param>
    /// <param name="worker">Who holds it.</param>
    /// <param name="lease">How long from now.</param>
    /// <param name="cancellationToken">Stops before it is renewed.</param>
    /// <returns>False when the worker no longer holds it (cancelled, or taken over): stop working on it.</returns>
    public async Task<bool> RenewAsync(Guid id, string worker, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        CheckLease(worker, lease);
        var now = time.Now();
        var renewed = await WorkAsync($"""
            update generation_jobs set lease_until = {now + lease}, updated_at = {now}
            where id = {id} and status = 'running' and lease_owner = {worker}
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return renewed.Count == 1;
    }

    /// <summary>Writes down what a worker does with a job. Nobody depends on it: who watches is told more.</summary>
    /// <param name="id">Which.</param>
    /// <param name="worker">Who holds it; anybody else changes nothing.</param>
    /// <param name="stage">What it does now.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False when the worker no longer holds it.</returns>
    public async Task<bool> ReportAsync(Guid id, string worker, JobStage stage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var now = time.Now();
        var told = await WorkAsync($"""
            update generation_jobs set progress = {JsonColumn.ToJson(stage)}::jsonb, updated_at = {now}
            where id = {id} and status = 'running' and lease_owner = {worker}
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return told.Count == 1;
    }

    /// <summary>Ends a job with its published adapter. Also accepted from a worker whose lease ended: the adapter is there, whoever made it.</summary>
    /// <param name="id">Which.</param>
    /// <param name="adapter">Digest of a published version.</param>
    /// <param name="timings">Milliseconds by stage.</param>
    /// <param name="report">What else there is to tell; null for nothing.</param>
    /// <param name="cancellationToken">Stops before it is ended.</param>
    /// <returns>True when the job is ready with this adapter, now or already; false when it was over otherwise or never was.</returns>
    /// <exception cref="AdapterNotFoundException">No version with this digest is published.</exception>
    public async Task<bool> CompleteAsync(
        Guid id, Digest adapter, IReadOnlyDictionary<string, double> timings, GenerationReport? report = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(timings);
        var now = time.Now();
        List<GenerationJob> completed;
        try
        {
            completed = await WorkAsync($"""
                update generation_jobs
                set status = 'ready', adapter_digest = {adapter.Value}, timings = {TimingsConverter.ToJson(timings)}::jsonb,
                    report = {JsonColumn.ToJson(report)}::jsonb, error = null,
                    lease_owner = null, lease_until = null, finished_at = {now}, updated_at = {now}
                where id = {id} and status in ('queued', 'running')
                returning *
                """, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new AdapterNotFoundException(adapter.Value, e);
        }

        using var all = TenantScope.EnterAll();
        var job = completed.SingleOrDefault() ?? await FindAsync(id, cancellationToken).ConfigureAwait(false);
        return job is { Status: JobStatus.Ready } && job.AdapterDigest == adapter;
    }

    /// <summary>Ends a job for good, because trying again cannot help.</summary>
    /// <param name="id">Which.</param>
    /// <param name="error">Why, in a sentence for the user; cut after 4,000 characters.</param>
    /// <param name="worker">Who holds it: a worker whose job was taken over changes nothing. Null ends it whoever holds it.</param>
    /// <param name="cancellationToken">Stops before it is ended.</param>
    /// <returns>True when this call ended it.</returns>
    public async Task<bool> FailAsync(Guid id, string error, string? worker = null, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var failed = await WorkAsync($"""
            update generation_jobs
            set status = 'failed', error = {ErrorText.Fit(error)}, lease_owner = null, lease_until = null,
                finished_at = {now}, updated_at = {now}
            where id = {id} and status in ('queued', 'running') and ({worker}::text is null or lease_owner = {worker})
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return failed.Count == 1;
    }

    /// <summary>Gives a job back after a failure that may heal; the sweeper announces it again when the delay is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="worker">Who holds it.</param>
    /// <param name="error">What happened, in a sentence; cut after 4,000 characters.</param>
    /// <param name="delay">How long nobody takes it.</param>
    /// <param name="cancellationToken">Stops before it is given back.</param>
    /// <returns>False when the worker no longer holds it.</returns>
    public async Task<bool> ReleaseAsync(Guid id, string worker, string error, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var released = await WorkAsync($"""
            update generation_jobs
            set status = 'queued', error = {ErrorText.Fit(error)}, lease_owner = null, lease_until = null,
                available_at = {now + delay}, announced_at = null, updated_at = {now}
            where id = {id} and status = 'running' and lease_owner = {worker}
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return released.Count == 1;
    }

    /// <summary>Ends a job that nobody wants any more. A worker that holds it learns so at its next renewal, or from a message before that.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops before it is ended.</param>
    /// <returns>True when this call ended it; false when it was over or never was.</returns>
    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var cancelled = await ChangeAsync($"""
            update generation_jobs
            set status = 'cancelled', lease_owner = null, lease_until = null, finished_at = {now}, updated_at = {now}
            where id = {id} and status in ('queued', 'running')
            returning *
            """, cancellationToken).ConfigureAwait(false);
        return cancelled.Count == 1;
    }

    private static void CheckLease(string worker, TimeSpan lease)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(worker);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(worker.Length, Limits.Worker, nameof(worker));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
    }

    private static GenerationJob Row(NewJob job, DateTimeOffset now)
    {
        if (job.Examples is not null && AnswerExamples.Fault(job.Examples) is { } fault)
            throw new ArgumentException(fault);
        return new GenerationJob
        {
            Id = job.Id ?? Guid.CreateVersion7(now),
            Status = JobStatus.Queued,
            Description = TaskDescription.Check(job.Description),
            AdapterName = job.AdapterName is null ? null : AdapterName.Check(job.AdapterName),
            HypernetworkDigest = job.HypernetworkDigest,
            Examples = job.Examples,
            Seed = job.Seed,
            RequestedBy = job.RequestedBy?.Name,
            Attempts = 0,
            AvailableAt = now,
            AnnouncedAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static bool IsSameWish(GenerationJob one, GenerationJob other) =>
        (one.Description, one.AdapterName, one.HypernetworkDigest, one.Seed) == (other.Description, other.AdapterName, other.HypernetworkDigest, other.Seed)
        && (one.Examples ?? []).SequenceEqual(other.Examples ?? []);

    // All in one transaction; false where an id is taken.
    private async Task<bool> InsertAsync(IReadOnlyList<GenerationJob> rows, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            db.GenerationJobs.AddRange(rows);
            try
            {
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                return false;
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
            {
                throw UnknownModelException.Hypernetwork(rows.First(row => row.HypernetworkDigest is not null).HypernetworkDigest!.Value, e);
            }
        }
    }

    // A worker takes the jobs of all tenants.
    private async Task<List<GenerationJob>> WorkAsync(FormattableString statement, CancellationToken cancellationToken)
    {
        using var all = TenantScope.EnterAll();
        return await ChangeAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<GenerationJob>> ChangeAsync(FormattableString statement, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.GenerationJobs.FromSqlInterpolated(statement).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
