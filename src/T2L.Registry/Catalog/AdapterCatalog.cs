using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Registry.Blobs;
using T2L.Registry.Data;

namespace T2L.Registry.Catalog;

/// <summary>Finds published adapters and reads their bytes.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="blobs">Holds the bytes.</param>
public sealed class AdapterCatalog(IDbContextFactory<RegistryDb> contexts, IBlobStore blobs)
{
    // Workers ask for digests all day, so this one is translated once.
    private static readonly Func<RegistryDb, Digest, IAsyncEnumerable<CatalogEntry>> ByDigest = EF.CompileAsyncQuery((RegistryDb db, Digest digest) =>
        db.AdapterVersions.TagWith(PreparedStatements.Tag).AsNoTracking().Where(version => version.Deletion == null && version.Digest == digest).Select(CatalogEntry.FromRow));

    /// <summary>Finds a version by what people write: <c>name</c> (its newest version), <c>name:3</c>, <c>name@champion</c> (where that alias points), an id, a digest, or 8 and more digits of one.</summary>
    /// <param name="reference">The text.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The version; null when there is none, or when the digits of a digest fit several.</returns>
    public async Task<CatalogEntry?> FindAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (Digest.TryParse(reference, out var digest))
            return await FindAsync(digest, cancellationToken).ConfigureAwait(false);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var matches = await AdapterReference.Select(db.AdapterVersions.AsNoTracking().Seen(), reference).OrderBy(version => version.Id)
                .Select(CatalogEntry.FromRow).Take(2).ToListAsync(cancellationToken).ConfigureAwait(false);
            return matches.Count == 1 ? matches[0] : null;
        }
    }

    /// <summary>Finds a version by its digest.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The version; null when there is none.</returns>
    public async Task<CatalogEntry?> FindAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await foreach (var entry in ByDigest(db, digest).WithCancellation(cancellationToken).ConfigureAwait(false))
                return entry;
            return null;
        }
    }

    /// <summary>Lists versions.</summary>
    /// <param name="page">Which part; null gives the 50 newest.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The part and the way to the next.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not 1 to 200.</exception>
    /// <exception cref="PageTokenException">The token is not one that was given out.</exception>
    /// <exception cref="ArgumentException">The filter cannot be; the message is <see cref="CatalogFilter.Fault"/>'s.</exception>
    public async Task<CatalogPage> ListAsync(CatalogPageRequest? page = null, CancellationToken cancellationToken = default)
    {
        page ??= new CatalogPageRequest();
        if (page.Size is < 1 or > CatalogPageRequest.MaxSize)
            throw new ArgumentOutOfRangeException(nameof(page), page.Size, $"Page size is {page.Size}; expected 1 to {CatalogPageRequest.MaxSize}.");
        if (page.Filter?.Fault() is { Sentence: var fault })
            throw new ArgumentException(fault);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            // One more than asked for tells whether there is a next page.
            var items = await (page.Filter ?? new CatalogFilter()).Apply(db.AdapterVersions.AsNoTracking()).InOrder(page.Order, page.After)
                .Select(CatalogEntry.FromRow).Take(page.Size + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (items.Count <= page.Size)
                return new CatalogPage(items, null);
            items.RemoveAt(page.Size);
            return new CatalogPage(items, CatalogPaging.Token(page.Order, items[^1]));
        }
    }

    /// <summary>The files of a published version, from its manifest, whose own digest is the version's.</summary>
    /// <param name="digest">Which version.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Names, digests and sizes. Read the bytes with <see cref="IBlobStore.OpenAsync"/>.</returns>
    /// <exception cref="AdapterNotFoundException">No such version is published.</exception>
    /// <exception cref="BlobMissingException">Its manifest is not in the blob store.</exception>
    /// <exception cref="BlobCorruptException">Its manifest was changed on disk.</exception>
    public async Task<AdapterManifest> FilesAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        await RequireAsync(digest, cancellationToken).ConfigureAwait(false);
        return AdapterManifest.Parse(await blobs.ReadAsync(digest, cancellationToken).ConfigureAwait(false), digest.Value);
    }

    /// <summary>Reads a published LoRA. Every byte is checked on the way, as with <see cref="LoadAnyAsync"/>.</summary>
    /// <param name="digest">Which version.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The LoRA.</returns>
    /// <exception cref="AdapterNotFoundException">No such version is published.</exception>
    /// <exception cref="AdapterFormatException">It is an SVF expert.</exception>
    /// <exception cref="BlobMissingException">A file is not in the blob store.</exception>
    /// <exception cref="BlobCorruptException">A file was changed on disk.</exception>
    public async Task<LoraAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken = default) =>
        (await LoadAnyAsync(digest, cancellationToken).ConfigureAwait(false)).Lora
        ?? throw new AdapterFormatException(AdapterFormatError.Unsupported,
            $"adapter {digest} is an SVF expert, not a LoRA. A LoRA that comes near it: ./t2l svf export --form lora.");

    /// <summary>Reads a published adapter of either kind. Every byte is checked on the way: the manifest by the version's digest, the files by the manifest.</summary>
    /// <param name="digest">Which version.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The adapter.</returns>
    /// <exception cref="AdapterNotFoundException">No such version is published.</exception>
    /// <exception cref="BlobMissingException">A file is not in the blob store.</exception>
    /// <exception cref="BlobCorruptException">A file was changed on disk.</exception>
    public async Task<AnyAdapter> LoadAnyAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var manifest = await FilesAsync(digest, cancellationToken).ConfigureAwait(false);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
            files.Add(file.Name, await blobs.ReadAsync(file.Digest, cancellationToken).ConfigureAwait(false));
        return AnyAdapter.FromFiles(files);
    }

    private async Task RequireAsync(Digest digest, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.AdapterVersions.Seen().AnyAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false))
                throw new AdapterNotFoundException(digest.Value);
        }
    }
}
