using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;

namespace T2L.Registry.Tenants;

/// <summary>The tenants of a registry. Whoever calls this is its operator.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the rows.</param>
public sealed class TenantDirectory(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>Makes a tenant.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="cancellationToken">Stops before it is made.</param>
    /// <returns>False where it was there already.</returns>
    /// <exception cref="ArgumentException">No tenant can be called so.</exception>
    public async Task<bool> CreateAsync(string id, CancellationToken cancellationToken = default)
    {
        TenantName.Check(id);
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Database.ExecuteSqlAsync(
                $"insert into tenants (id, created_at) values ({id}, {time.Now()}) on conflict (id) do nothing", cancellationToken).ConfigureAwait(false) == 1;
        }
    }

    /// <summary>Says how much a tenant may have. What it has beyond that stays; only more is refused.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="quota">How much.</param>
    /// <param name="cancellationToken">Stops before it holds.</param>
    /// <exception cref="UnknownTenantException">There is no such tenant.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below zero.</exception>
    public async Task LimitAsync(string id, TenantQuota quota, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quota);
        ArgumentOutOfRangeException.ThrowIfNegative(quota.Versions ?? 0, nameof(quota));
        ArgumentOutOfRangeException.ThrowIfNegative(quota.Bytes ?? 0, nameof(quota));
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.Database.ExecuteSqlAsync($"update tenants set max_versions = {quota.Versions}, max_bytes = {quota.Bytes} where id = {id}", cancellationToken).ConfigureAwait(false) == 0)
                throw new UnknownTenantException(id);
        }
    }

    /// <summary>How much the tenant in whose name the code runs has, and may have; see <see cref="TenantScope"/>.</summary>
    /// <param name="cancellationToken">Stops the counting.</param>
    public async Task<TenantUsage> UsageAsync(CancellationToken cancellationToken = default)
    {
        var id = TenantScope.Tenant ?? throw new InvalidOperationException("The registry itself has no quota.");
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var tenant = await db.Tenants.AsNoTracking().SingleAsync(x => x.Id == id, cancellationToken).ConfigureAwait(false);
            var has = await db.AdapterVersions.GroupBy(_ => 1).Select(versions => new { Count = versions.LongCount(), Bytes = versions.Sum(version => version.Bytes) })
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return new TenantUsage(id, tenant.CreatedAt, has?.Count ?? 0, has?.Bytes ?? 0, new TenantQuota(tenant.MaxVersions, tenant.MaxBytes));
        }
    }

    /// <summary>Lists the tenants by name.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken = default)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.Tenants.AsNoTracking().OrderBy(x => x.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
