using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Blobs;
using T2L.Registry.Data;

namespace T2L.Registry.Collection;

/// <summary>Finds blobs that nothing points at, and removes them one by one, row and bytes together, each under its own lock.</summary>
internal sealed class UnusedBlobs(IDbContextFactory<RegistryDb> contexts, IBlobStore blobs)
{
    /// <summary>Blobs without a version, written at <paramref name="before"/> or earlier: those that have a row, and what a crash left without one.</summary>
    /// <param name="before">Younger ones may belong to somebody who is publishing.</param>
    /// <param name="gone">Versions that do not count any more.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    public async Task<IReadOnlyDictionary<Digest, long>> FindAsync(DateTimeOffset before, Guid[] gone, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, long>();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = db.Blobs.FromSql($"""
                select b.* from blobs b where b.created_at <= {before}
                  and not exists (select from version_files f where f.blob_digest = b.digest and f.version_id <> all({gone}))
                  and not exists (select from adapter_versions v where v.digest = b.digest and v.id <> all({gone}))
                """).AsNoTracking().AsAsyncEnumerable();
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                found[row.Digest] = row.Bytes;
            await foreach (var stored in blobs.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (stored.WrittenAt <= before && !found.ContainsKey(stored.Digest) && !await db.Blobs.AnyAsync(x => x.Digest == stored.Digest, cancellationToken).ConfigureAwait(false))
                    found[stored.Digest] = stored.Bytes;
            }
        }

        return found;
    }

    /// <summary>Removes a blob unless something points at it by now.</summary>
    /// <remarks>The bytes go before the transaction ends, so that no publisher sees a row without them. A crash in between leaves a row that nothing points at and whose bytes are stored again by whoever publishes them.</remarks>
    /// <returns>Whether it was removed.</returns>
    public async Task<bool> RemoveAsync(Digest digest, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await BlobLock.TakeAsync(db, digest, cancellationToken).ConfigureAwait(false);
                // A statement after the lock sees everything that was published before it.
                if (await db.VersionFiles.AnyAsync(x => x.BlobDigest == digest, cancellationToken).ConfigureAwait(false)
                    || await db.AdapterVersions.AnyAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false))
                    return false;
                await db.Blobs.Where(x => x.Digest == digest).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                await blobs.DeleteAsync(digest, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
    }
}
