using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Publishing;

namespace T2L.Registry.Deletion;

/// <summary>
/// Takes versions out of sight and brings them back. Nobody finds a deleted version, by whatever reference; its row, its number and its bytes stay. A worker that holds it serves
/// requests that have begun, and no others.
/// </summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the events.</param>
public sealed class AdapterDeletion(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>Deletes.</summary>
    /// <param name="reference">A name: all its versions. <c>name:3</c>, <c>name@alias</c>, an id or a digest: that version.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>What was deleted, by number.</returns>
    /// <exception cref="AdapterNotFoundException">There is no such version.</exception>
    /// <exception cref="AdapterInUseException">An alias points at one of them.</exception>
    public Task<IReadOnlyList<CatalogEntry>> DeleteAsync(string reference, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(reference, deleted: false, (db, entries) => HideAsync(db, entries, new AuditRecord(db, actor, time.Now()), cancellationToken), cancellationToken);

    /// <summary>Restores what was deleted; what a name stood for comes back with its number.</summary>
    /// <param name="reference">A name: all its deleted versions. <c>name:3</c>, an id or a digest: that version.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>What was restored, by number.</returns>
    /// <exception cref="AdapterNotFoundException">There is no such deleted version.</exception>
    public Task<IReadOnlyList<CatalogEntry>> RestoreAsync(string reference, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(reference, deleted: true, (db, entries) => ShowAsync(db, entries, new AuditRecord(db, actor, time.Now()), cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<CatalogEntry>> ChangeAsync(
        string reference, bool deleted, Func<RegistryDb, IReadOnlyList<CatalogEntry>, Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var name = await NameAsync(reference, deleted, cancellationToken).ConfigureAwait(false);
        return await AdapterLock.HoldAsync(contexts, name, async (db, _) =>
        {
            // Looked up again under the lock: somebody may have been faster.
            var entries = await Which(db, reference, deleted).OrderBy(x => x.Version).Select(CatalogEntry.FromRow).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (entries.Count == 0)
                throw new AdapterNotFoundException(reference);
            await change(db, entries).ConfigureAwait(false);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<CatalogEntry>)entries;
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> NameAsync(string reference, bool deleted, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var names = await Which(db, reference, deleted).Select(x => x.Name).Distinct().Take(2).ToListAsync(cancellationToken).ConfigureAwait(false);
            return names.Count == 1 ? names[0] : throw new AdapterNotFoundException(reference);
        }
    }

    // A name alone is all that it stands for, not its newest version.
    private static IQueryable<AdapterVersion> Which(RegistryDb db, string reference, bool deleted)
    {
        var versions = db.AdapterVersions.AsNoTracking().Seen(deleted);
        return AdapterName.Fault(reference) is null ? versions.Where(x => x.Name == reference) : AdapterReference.Select(versions, reference);
    }

    private static Task HideAsync(RegistryDb db, IReadOnlyList<CatalogEntry> entries, AuditRecord log, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.FirstOrDefault(entry => entry.Aliases.Count > 0) is { } used)
        {
            throw new AdapterInUseException(string.Create(CultureInfo.InvariantCulture,
                $"Version {used.Version} of '{used.Name}' is not deleted: {string.Join(", ", used.Aliases.Select(alias => $"'{alias}'"))} {(used.Aliases.Count == 1 ? "points" : "point")} at it. Move or remove the alias first."));
        }
        foreach (var entry in entries)
            db.DeletedVersions.Add(new DeletedVersion { VersionId = entry.Id, DeletedBy = log.Add(AuditAction.VersionDelete, entry.Name, entry.Version, entry.Digest) });
        return Task.CompletedTask;
    }

    /// <summary>Brings versions back within the caller's transaction.</summary>
    internal static async Task ShowAsync(RegistryDb db, IReadOnlyList<CatalogEntry> entries, AuditRecord log, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.Id).ToList();
        await db.DeletedVersions.Where(x => ids.Contains(x.VersionId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
            log.Add(AuditAction.VersionRestore, entry.Name, entry.Version, entry.Digest);
    }
}
