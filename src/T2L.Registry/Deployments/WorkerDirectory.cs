using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Data;
using T2L.Registry.Tenants;

namespace T2L.Registry.Deployments;

/// <summary>An adapter that a worker holds.</summary>
/// <param name="Digest">The version.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastUsed">When somebody last asked for it.</param>
public sealed record HeldVersion(Digest Digest, DateTimeOffset Since, DateTimeOffset LastUsed);

/// <summary>A worker that is at work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BaseModel">The base model it serves; null until that is loaded.</param>
/// <param name="Device">Where it computes; null as before.</param>
/// <param name="StartedAt">When it came.</param>
/// <param name="SeenAt">When it last said so.</param>
/// <param name="Adapters">How many adapters it holds.</param>
public sealed record WorkerEntry(string Name, string? BaseModel, string? Device, DateTimeOffset StartedAt, DateTimeOffset SeenAt, int Adapters);

/// <summary>Where a version runs.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Since">Since when it holds the version.</param>
/// <param name="LastUsed">When somebody last asked for it.</param>
/// <param name="SeenAt">When the worker last said so.</param>
public sealed record DeploymentEntry(string Worker, string? Device, DateTimeOffset Since, DateTimeOffset LastUsed, DateTimeOffset SeenAt);

/// <summary>Knows which workers there are and what each holds. Workers say so every few seconds; one that has been silent for half a minute is passed over.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Tells the silent ones.</param>
public sealed class WorkerDirectory(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30), Forgotten = TimeSpan.FromHours(1);

    /// <summary>Writes down what a worker says of itself, in place of what it said before.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="baseModel">The base model it serves.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="held">The adapters it holds.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task ReportAsync(string worker, string? baseModel, string? device, IReadOnlyCollection<HeldVersion> held, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(held);
        var now = time.Now();
        string[] digests = [.. held.Select(one => one.Digest.Value)];
        DateTimeOffset[] since = [.. held.Select(one => one.Since.ToUniversalTime())], used = [.. held.Select(one => one.LastUsed.ToUniversalTime())];
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await db.Database.ExecuteSqlAsync($"""
                    insert into workers (name, base_model, device, started_at, seen_at) values ({worker}, {baseModel}, {device}, {now}, {now})
                    on conflict (name) do update set base_model = excluded.base_model, device = excluded.device, seen_at = excluded.seen_at
                    """, cancellationToken).ConfigureAwait(false);
                await db.Database.ExecuteSqlAsync($"delete from deployments where worker = {worker} and digest <> all ({digests})", cancellationToken).ConfigureAwait(false);
                await db.Database.ExecuteSqlAsync($"""
                    insert into deployments (worker, digest, since, last_used) select {worker}, digest, since, last_used from unnest({digests}, {since}, {used}) as held (digest, since, last_used)
                    on conflict (worker, digest) do update set since = excluded.since, last_used = excluded.last_used
                      where (deployments.since, deployments.last_used) is distinct from (excluded.since, excluded.last_used)
                    """, cancellationToken).ConfigureAwait(false);
                await db.Database.ExecuteSqlAsync($"delete from workers where seen_at < {now - Forgotten}", cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes a worker out that stops.</summary>
    public async Task LeaveAsync(string worker, CancellationToken cancellationToken = default)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            await db.Workers.Where(x => x.Name == worker).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The workers that are at work, by name.</summary>
    public async Task<IReadOnlyList<WorkerEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        var alive = time.Now() - Silence;
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Workers.AsNoTracking().Where(x => x.SeenAt >= alive).OrderBy(x => x.Name)
                .Select(x => new WorkerEntry(x.Name, x.BaseModel, x.Device, x.StartedAt, x.SeenAt, db.Deployments.Count(held => held.Worker == x.Name))).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Where a version runs, by worker. Ask only for versions that the caller was shown.</summary>
    public async Task<IReadOnlyList<DeploymentEntry>> OfAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var alive = time.Now() - Silence;
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Deployments.AsNoTracking().Where(x => x.Digest == digest && x.Row!.SeenAt >= alive).OrderBy(x => x.Worker)
                .Select(x => new DeploymentEntry(x.Worker, x.Row!.Device, x.Since, x.LastUsed, x.Row.SeenAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
