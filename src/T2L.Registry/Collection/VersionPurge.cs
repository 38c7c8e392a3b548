using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Collection;

/// <summary>Removes the rows of versions that were deleted long ago. Their numbers are not used again, jobs and the log go on telling of them, bytes go when nothing else points at them.</summary>
internal sealed class VersionPurge(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>Versions deleted at <paramref name="before"/> or earlier.</summary>
    public async Task<IReadOnlyList<(Guid Id, PurgedVersion Version)>> FindAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await Old(db, before).OrderBy(x => x.Deletion!.Event!.At).ThenBy(x => x.Id)
                .Select(x => new { x.Id, x.Name, x.Version, x.Digest, x.Deletion!.Event!.At }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => (row.Id, new PurgedVersion(row.Name, row.Version, row.Digest.Value, row.At)))];
        }
    }

    /// <summary>Removes one of them.</summary>
    /// <returns>False when somebody restored it, or removed it, in between.</returns>
    public async Task<bool> RemoveAsync(Guid id, DateTimeOffset before, Actor actor, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                // As every change of what a name stands for; two tenants may have the name, so by its row.
                await db.Database.ExecuteSqlAsync($"select from adapters where id = (select adapter_id from adapter_versions where id = {id}) for no key update", cancellationToken).ConfigureAwait(false);
                var entry = await Old(db, before).Where(x => x.Id == id).Select(CatalogEntry.FromRow).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
                if (entry is null)
                    return false;
                // The line of the log is its tenant's.
                await db.Database.ExecuteSqlAsync($"select set_config('t2l.tenant', (select tenant from adapter_versions where id = {id}), true)", cancellationToken).ConfigureAwait(false);
                await DeleteRowsAsync(db, id, cancellationToken).ConfigureAwait(false);
                new AuditRecord(db, actor, time.Now()).Add(AuditAction.VersionPurge, entry.Name, entry.Version, entry.Digest, ("bytes", entry.Bytes.ToString(CultureInfo.InvariantCulture)));
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
    }

    private static IQueryable<AdapterVersion> Old(RegistryDb db, DateTimeOffset before) =>
        db.AdapterVersions.AsNoTracking().Seen(deleted: true).Where(x => x.Deletion!.Event!.At <= before);

    // Every table that points at versions is named here; a test compares.
    private static async Task DeleteRowsAsync(RegistryDb db, Guid id, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select set_config('t2l.purging', 'on', true)", cancellationToken).ConfigureAwait(false);
        await db.AdapterAliases.Where(x => x.PreviousVersionId == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.PreviousVersionId, (Guid?)null), cancellationToken).ConfigureAwait(false);
        await db.Evaluations.Where(x => x.VersionId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.VersionScores.Where(x => x.VersionId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.VersionChecks.Where(x => x.VersionId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.VersionSignatures.Where(x => x.VersionId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.VersionFiles.Where(x => x.VersionId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.AdapterVersions.Where(x => x.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
