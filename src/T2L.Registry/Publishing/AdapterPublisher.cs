using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Deletion;
using T2L.Registry.Hosting;
using T2L.Registry.Quality;
using T2L.Registry.Signing;

namespace T2L.Registry.Publishing;

/// <summary>
/// Publishes adapters: first the bytes, durable under their digests; then, in one transaction, the rows that point at them.
/// A crash between leaves bytes without a row, never a row without bytes, and publishing again finishes the work.
/// </summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="blobs">Takes the bytes.</param>
/// <param name="time">Dates the rows.</param>
/// <param name="options">How strong a change is let pass; null for the default.</param>
/// <param name="signatures">Signs what is published, where a key is configured; null signs nothing.</param>
public sealed class AdapterPublisher(IDbContextFactory<RegistryDb> contexts, IBlobStore blobs, TimeProvider time, IOptions<RegistryOptions>? options = null, VersionSignatures? signatures = null)
{
    private const int MostTries = 10;

    /// <summary>Publishes an adapter. The same bytes published twice, or by several at once, are one version.</summary>
    /// <param name="adapter">What to publish.</param>
    /// <param name="provenance">Where it came from.</param>
    /// <param name="name">Name to publish under; null makes one of the description and the digest. A name that exists gets a new version.</param>
    /// <param name="cancellationToken">Stops before the transaction; bytes already stored stay and do no harm.</param>
    /// <returns>The version, and whether it is new.</returns>
    /// <exception cref="ArgumentException">The name, the description or the embedding cannot be used.</exception>
    /// <exception cref="UnknownModelException">The base model or the hypernetwork is not registered.</exception>
    /// <exception cref="AdapterDoesNotFitException">The base model is known and has no place for a tensor of the adapter; nothing was stored.</exception>
    public Task<PublishedVersion> PublishAsync(
        LoraAdapter adapter, Provenance provenance, string? name = null, CancellationToken cancellationToken = default) =>
        PublishAsync(new AnyAdapter(adapter), provenance, name, cancellationToken);

    /// <summary>Publishes an adapter of either kind. The same bytes published twice, or by several at once, are one version.</summary>
    /// <param name="adapter">What to publish.</param>
    /// <param name="provenance">Where it came from. The base model of an expert is taken from the expert where this leaves it out.</param>
    /// <param name="name">Name to publish under; null makes one of the description, or of the expert's label, and the digest. A name that exists gets a new version.</param>
    /// <param name="cancellationToken">Stops before the transaction; bytes already stored stay and do no harm.</param>
    /// <returns>The version, and whether it is new.</returns>
    /// <exception cref="ArgumentException">The name, the description or the embedding cannot be used.</exception>
    /// <exception cref="UnknownModelException">The base model or the hypernetwork is not registered.</exception>
    /// <exception cref="AdapterDoesNotFitException">The base model is known and has no place for a tensor of the adapter; nothing was stored.</exception>
    public async Task<PublishedVersion> PublishAsync(
        AnyAdapter adapter, Provenance provenance, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ProvenanceCheck.Check(adapter, provenance, name);
        // One processor multiplies while another hashes and the disk writes.
        var checking = Task.Run(() => PublishChecks.Of(adapter, (options?.Value ?? new RegistryOptions()).MaxModuleNorm, cancellationToken), cancellationToken);
        var files = adapter.ToFiles();
        var manifest = AdapterManifest.Of(files);
        var called = name ?? AdapterName.For(provenance.Description ?? adapter.Expert?.Manifest.Label, manifest.Digest);
        // Before a byte is stored.
        var origin = provenance with { BaseModel = await new NamedBaseModel(contexts).FindAsync(adapter, provenance.BaseModel, called, cancellationToken).ConfigureAwait(false) };
        var stored = new StoredFiles(blobs, files, manifest);
        await stored.PutAsync(cancellationToken).ConfigureAwait(false);
        var version = VersionRow.Of(adapter, origin, manifest, time.Now());
        var told = provenance with { Checks = [.. await checking.ConfigureAwait(false), .. provenance.Checks] };
        for (var tries = 1; ; tries++)
        {
            var isNew = await RecordAsync(version, stored, called, told, cancellationToken).ConfigureAwait(false);
            if (await new AdapterCatalog(contexts, blobs).FindAsync(manifest.Digest, cancellationToken).ConfigureAwait(false) is { } entry)
                return new PublishedVersion(entry, isNew);
            // Somebody deleted it in this moment; who publishes wants it there.
            if (tries == MostTries)
                throw new AdapterNotFoundException(manifest.Digest.Value);
        }
    }

    // Who publishes bytes that were deleted wants them back.
    private async Task RestoreAsync(RegistryDb db, Digest digest, Actor actor, CancellationToken cancellationToken)
    {
        if (!await db.AdapterVersions.Seen(deleted: true).AnyAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false))
            return;
        try
        {
            await new AdapterDeletion(contexts, time).RestoreAsync(digest.Value, actor, cancellationToken).ConfigureAwait(false);
        }
        catch (AdapterNotFoundException)
        {
            // Somebody restored it in between, or purged it.
        }
    }

    private async Task<bool> RecordAsync(AdapterVersion version, StoredFiles stored, string name, Provenance provenance, CancellationToken cancellationToken)
    {
        var actor = provenance.Actor ?? Actor.OfProcess();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.AdapterVersions.AnyAsync(x => x.Digest == version.Digest, cancellationToken).ConfigureAwait(false))
            {
                await RestoreAsync(db, version.Digest, actor, cancellationToken).ConfigureAwait(false);
                return false;
            }
            try
            {
                return await new VersionRecord(db, version, stored.Manifest, new AuditRecord(db, actor, version.CreatedAt), provenance with { Actor = actor }, signatures?.Sign(version, stored.Manifest, name))
                    .WriteAsync(name, () => stored.CompleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                throw UnknownModelException.Of(version.BaseModelDigest, version.HypernetworkDigest, e);
            }
        }
    }
}
