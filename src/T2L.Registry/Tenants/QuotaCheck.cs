using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;

namespace T2L.Registry.Tenants;

/// <summary>Keeps a tenant within its quota. Publishers of a tenant that has one follow one another from here to the end of their transactions, so that two do not take the last place.</summary>
internal static class QuotaCheck
{
    /// <summary>Sees whether there is room for one more version.</summary>
    /// <param name="db">The publisher's transaction, in its tenant's name.</param>
    /// <param name="bytes">Bytes of its files.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="QuotaException">There is not.</exception>
    public static async Task EnsureRoomAsync(RegistryDb db, long bytes, CancellationToken cancellationToken)
    {
        if (TenantScope.Tenant is not { } tenant)
            return;
        var row = await db.Tenants.AsNoTracking().SingleOrDefaultAsync(x => x.Id == tenant, cancellationToken).ConfigureAwait(false);
        if (row is not { MaxVersions: not null } and not { MaxBytes: not null })
            return;
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('quota of ' || {tenant}, 0))", cancellationToken).ConfigureAwait(false);
        var has = await db.AdapterVersions.GroupBy(_ => 1).Select(all => new { Versions = all.LongCount(), Bytes = all.Sum(version => version.Bytes) })
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (row.MaxVersions is { } versions && (has?.Versions ?? 0) + 1 > versions)
            throw Exceeded(tenant, $"{has!.Versions:N0} versions of {versions:N0}");
        if (row.MaxBytes is { } most && (has?.Bytes ?? 0) + bytes > most)
            throw Exceeded(tenant, $"{has?.Bytes ?? 0:N0} bytes of {most:N0}, and this adapter has {bytes:N0}");
    }

    private static QuotaException Exceeded(string tenant, FormattableString what) => new(
        $"Tenant '{tenant}' has {what.ToString(CultureInfo.InvariantCulture)}. Delete versions and have them purged (./t2l adapters gc), or have the quota raised (./t2l tenants quota {tenant}).");
}
