using Microsoft.EntityFrameworkCore;
using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Deletion;

namespace T2L.Registry.Publishing;

/// <summary>
/// Publishes adapters: first the bytes, durable under their digests; then, in one transaction, the rows that point at them.
/// A crash between leaves bytes without a row, never a row without bytes, and publishing again finishes the work.
/// </summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="blobs">Takes the bytes.</param>
/// <param name="time">Dates the rows.</param>
public sealed class AdapterPublisher(IDbContextFactory<RegistryDb> contexts, IBlobStore blobs, TimeProvider time)
{
    /// <summary>Publishes an adapter. The same bytes published twice, or by several at once, are one version.</summary>
    /// <param name="adapter">What to publish.</param>
    /// <param name="provenance">Where it came from.</param>
    /// <param name="name">Name to publish under; null makes one of the description and the digest. A name that exists gets a new version.</param>
    /// <param name="cancellationToken">Stops before the transaction; bytes already stored stay and do no harm.</param>
    /// <returns>The version, and whether it is new.</returns>
    /// <exception cref="ArgumentException">The name, the description or the embedding cannot be used.</exception>
    /// <exception cref="UnknownModelException">The base model or the hypernetwork is not registered.</exception>
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
    public async Task<PublishedVersion> PublishAsync(
        AnyAdapter adapter, Provenance provenance, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ProvenanceCheck.Check(adapter, provenance, name);
        var files = adapter.ToFiles();
        var manifest = AdapterManifest.Of(files);
        await StoreAsync(files, manifest, cancellationToken).ConfigureAwait(false);
        var now = time.Now();
        var origin = provenance with { BaseModel = provenance.BaseModel ?? await RegisteredAsync(adapter.Expert?.Manifest.BaseDigest, cancellationToken).ConfigureAwait(false) };
        var version = VersionRow.Of(adapter, origin, manifest, now);
        var called = name ?? AdapterName.For(provenance.Description ?? adapter.Expert?.Manifest.Label, manifest.Digest);
        var isNew = await RecordAsync(version, manifest, called, cancellationToken)
            .ConfigureAwait(false);
        var entry = await new AdapterCatalog(contexts, blobs).FindAsync(manifest.Digest, cancellationToken).ConfigureAwait(false);
        return new PublishedVersion(entry ?? throw new InvalidOperationException($"Version {manifest.Digest} vanished after it was published."), isNew);
    }

    // An expert knows its base model by digest; a registry may not have met that model yet.
    private async Task<Digest?> RegisteredAsync(Digest? baseModel, CancellationToken cancellationToken)
    {
        if (baseModel is not { } digest)
            return null;
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.BaseModels.AnyAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false) ? digest : null;
    }

    private async Task StoreAsync(IReadOnlyList<PeftFile> files, AdapterManifest manifest, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            await blobs.PutAsync(file.Bytes, cancellationToken).ConfigureAwait(false);
        // Last, so that an adapter whose manifest can be read has all its files.
        await blobs.PutAsync(manifest.ToBytes(), cancellationToken).ConfigureAwait(false);
    }

    // Who publishes bytes that were deleted wants them back.
    private async Task RestoreAsync(RegistryDb db, Digest digest, CancellationToken cancellationToken)
    {
        if (!await db.AdapterVersions.Seen(deleted: true).AnyAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false))
            return;
        try
        {
            await new AdapterDeletion(contexts, time).RestoreAsync(digest.Value, Actor.OfProcess(), cancellationToken).ConfigureAwait(false);
        }
        catch (AdapterNotFoundException)
        {
            // Somebody restored it in between.
        }
    }

    private async Task<bool> RecordAsync(AdapterVersion version, AdapterManifest manifest, string name, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.AdapterVersions.AnyAsync(x => x.Digest == version.Digest, cancellationToken).ConfigureAwait(false))
            {
                await RestoreAsync(db, version.Digest, cancellationToken).ConfigureAwait(false);
                return false;
            }
            try
            {
                return await new VersionRecord(db, version, manifest).WriteAsync(name, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                throw UnknownModelException.Of(version.BaseModelDigest, version.HypernetworkDigest, e);
            }
        }
    }
}
