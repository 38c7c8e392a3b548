using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;

namespace T2L.Registry.Catalog;

/// <summary>The versions of one name.</summary>
/// <param name="contexts">Opens the registry's database.</param>
public sealed class AdapterVersions(IDbContextFactory<RegistryDb> contexts)
{
    /// <summary>Lists them, newest first, without the deleted ones.</summary>
    /// <param name="name">The adapter's name.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The versions; empty where there is no such name.</returns>
    public async Task<IReadOnlyList<CatalogEntry>> ListAsync(string name, int most = 50, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.AdapterVersions.AsNoTracking().Seen().Where(x => x.Name == name).OrderByDescending(x => x.Version)
                .Select(CatalogEntry.FromRow).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
