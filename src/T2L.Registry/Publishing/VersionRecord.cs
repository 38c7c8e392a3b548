using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Registry.Audit;
using T2L.Registry.Data;
using T2L.Registry.Data.Configurations;
using T2L.Registry.Quality;
using T2L.Registry.Tenants;

namespace T2L.Registry.Publishing;

/// <summary>The one transaction that makes a version visible.</summary>
/// <remarks>
/// Locks are taken in one order (quota, name, blobs sorted, version), so that publishers wait for each other and never for a circle.
/// </remarks>
internal sealed class VersionRecord(RegistryDb db, AdapterVersion version, AdapterManifest manifest, AuditRecord log, Provenance provenance, VersionSignature? signature)
{
    /// <summary>Writes the rows.</summary>
    /// <param name="name">Name to publish under.</param>
    /// <param name="complete">Stores again what was removed since it was stored; from here on nobody removes it.</param>
    /// <param name="cancellationToken">Stops before the rows are visible.</param>
    /// <exception cref="QuotaException">The tenant has as much as it may.</exception>
    /// <returns>False when another publisher made the same version first; nothing was written then, and no number used up.</returns>
    internal async Task<bool> WriteAsync(string name, Func<Task> complete, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await QuotaCheck.EnsureRoomAsync(db, version.Bytes, cancellationToken).ConfigureAwait(false);
            var adapter = await NextAsync(name, cancellationToken).ConfigureAwait(false);
            await BlobLock.ShareAsync(db, [.. manifest.Files.Select(x => x.Digest), manifest.Digest], cancellationToken).ConfigureAwait(false);
            await complete().ConfigureAwait(false);
            await WriteBlobsAsync(cancellationToken).ConfigureAwait(false);
            if (!await WriteVersionAsync(adapter, cancellationToken).ConfigureAwait(false))
                return false; // disposing rolls back
            Log(name, adapter.LatestVersion);
            if (signature is not null)
                db.VersionSignatures.Add(signature);
            await WriteFilesAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private void Log(string name, int number)
    {
        log.Add(AuditAction.VersionPublish, name, number, version.Digest, ("job", provenance.Job?.Id.ToString()), ("requested_by", provenance.Job?.RequestedBy),
            ("hub_repository", provenance.Hub?.Repository), ("hub_commit", provenance.Hub?.Commit));
        var checks = VersionChecks.AtPublish(version.Id, provenance.Checks, provenance.Actor!, version.CreatedAt);
        if (checks.Status == CheckStatus.Quarantined)
            checks = checks with { ChangedBy = log.Add(AuditAction.VersionQuarantine, name, number, version.Digest, ("checks", VersionChecks.Failed(checks))) };
        db.VersionChecks.Add(checks);
    }

    // Holds the name's row until the end of the transaction: numbers under a name have no gaps and no doubles.
    private async Task<Adapter> NextAsync(string name, CancellationToken cancellationToken)
    {
        var rows = await db.Adapters.FromSql($"""
            insert into adapters (id, name, latest_version, created_at)
            values ({Guid.CreateVersion7(version.CreatedAt)}, {name}, 1, {version.CreatedAt})
            on conflict (tenant, name) do update set latest_version = adapters.latest_version + 1
            returning *
            """).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.Single();
    }

    private async Task WriteBlobsAsync(CancellationToken cancellationToken)
    {
        var blobs = manifest.Files.Select(x => (Digest: x.Digest.Value, x.Bytes))
            .Append((Digest: manifest.Digest.Value, Bytes: manifest.ToBytes().LongLength))
            .Distinct().OrderBy(x => x.Digest, StringComparer.Ordinal).ToList();
        var (digests, bytes) = (blobs.ConvertAll(blob => blob.Digest), blobs.ConvertAll(blob => blob.Bytes));
        await db.Database.ExecuteSqlAsync($"""
            insert into blobs (digest, bytes, created_at)
            select digest, bytes, {version.CreatedAt} from unnest({digests}, {bytes}) with ordinality as blob (digest, bytes, place) order by place
            on conflict (digest) do nothing
            """, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> WriteVersionAsync(Adapter adapter, CancellationToken cancellationToken)
    {
        var row = version with { AdapterId = adapter.Id, Version = adapter.LatestVersion };
        var written = await db.Database.ExecuteSqlAsync($"""
            insert into adapter_versions (id, digest, adapter_id, version, kind, source, hub_repository, hub_commit, description, embedding, base_model, base_model_digest,
              hypernetwork_digest, encoder_digest, seed, report, mix, rank, alpha, target_modules, parameters, bytes, created_at)
            values ({row.Id}, {row.Digest.Value}, {row.AdapterId}, {row.Version}, {row.Kind.NameOf()}, {row.Source}, {row.HubRepository}, {row.HubCommit}, {row.Description}, {row.Embedding}, {row.BaseModel},
              {row.BaseModelDigest?.Value}, {row.HypernetworkDigest?.Value}, {row.EncoderDigest?.Value}, {row.Seed}, {JsonColumn.ToJson(row.Report)}::jsonb, {JsonColumn.ToJson(row.Mix)}::jsonb, {row.Rank}, {row.Alpha},
              {row.TargetModules}, {row.Parameters}, {row.Bytes}, {row.CreatedAt})
            on conflict (tenant, digest) do nothing
            """, cancellationToken).ConfigureAwait(false);
        return written == 1;
    }

    private async Task WriteFilesAsync(CancellationToken cancellationToken)
    {
        db.Database.AutoSavepointsEnabled = false; // what fails here fails the transaction
        foreach (var file in manifest.Files)
            db.VersionFiles.Add(new VersionFile { VersionId = version.Id, Name = file.Name, BlobDigest = file.Digest });
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
