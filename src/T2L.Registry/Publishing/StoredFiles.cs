using T2L.Adapters.Peft;
using T2L.Registry.Blobs;

namespace T2L.Registry.Publishing;

/// <summary>The bytes of a version on their way into the store.</summary>
internal sealed class StoredFiles(IBlobStore blobs, IReadOnlyList<PeftFile> files, AdapterManifest manifest)
{
    public AdapterManifest Manifest => manifest;

    /// <summary>Stores all of it. The manifest comes last, so that an adapter whose manifest can be read has all its files.</summary>
    public async Task PutAsync(CancellationToken cancellationToken)
    {
        var digests = manifest.Files.ToDictionary(file => file.Name, file => file.Digest, StringComparer.Ordinal);
        await Task.WhenAll(files.Select(file => Task.Run(() => blobs.PutAsync(digests[file.Name], file.Bytes, cancellationToken), cancellationToken))).ConfigureAwait(false);
        await blobs.PutAsync(manifest.Digest, manifest.ToBytes(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores again what somebody removed meanwhile, because no row pointed at it yet.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var digest in manifest.Files.Select(file => file.Digest).Append(manifest.Digest))
        {
            if (await blobs.ExistsAsync(digest, cancellationToken).ConfigureAwait(false))
                continue;
            await PutAsync(cancellationToken).ConfigureAwait(false);
            return;
        }
    }
}
