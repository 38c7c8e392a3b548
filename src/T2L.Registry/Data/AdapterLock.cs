using Microsoft.EntityFrameworkCore;
using T2L.Registry.Catalog;

namespace T2L.Registry.Data;

/// <summary>Changes of what a name stands for follow one another: each holds the adapter's row until its transaction ends.</summary>
internal static class AdapterLock
{
    /// <summary>Runs within a transaction that holds the row, and commits.</summary>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    public static async Task<T> HoldAsync<T>(IDbContextFactory<RegistryDb> contexts, string name, Func<RegistryDb, Adapter, Task<T>> run, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var rows = await db.Adapters.FromSql($"select * from adapters where name = {name} for no key update").AsNoTracking()
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                var result = await run(db, rows.SingleOrDefault() ?? throw new AdapterNotFoundException(name)).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            }
        }
    }
}
