using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using T2L.Adapters;

namespace T2L.Registry.Blobs;

/// <summary>Blobs as files: <c>root/sha256/3f/3f9a…</c>, written under <c>root/tmp</c> and renamed when they are whole and durable.</summary>
/// <param name="root">The store's folder; it is made with the first blob.</param>
/// <param name="time">Tells how old leftovers of a crash are; default the system's clock.</param>
public sealed class FileBlobStore(string root, TimeProvider? time = null) : IBlobStore
{
    /// <summary>Largest blob <see cref="ReadAsync"/> takes into memory: 1 GiB, far above any adapter.</summary>
    public const long MaxBytesInMemory = 1L << 30;

    private const int BufferBytes = 1 << 17;
    private readonly BlobPaths _paths = new(root, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public string Location => _paths.Root;

    /// <inheritdoc/>
    public async Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var digest = Digest.Of(content.Span);
        await PutAsync(digest, content, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <inheritdoc/>
    public async Task PutAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        if (await HoldsAsync(digest, content.Length, cancellationToken).ConfigureAwait(false))
            return;
        using var file = _paths.CreateTemporary();
        await file.Stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        file.Publish(digest);
    }

    /// <inheritdoc/>
    public async Task<Digest> PutAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var file = _paths.CreateTemporary();
        var digest = await CopyAsync(content, file.Stream, cancellationToken).ConfigureAwait(false);
        if (!await HoldsAsync(digest, file.Stream.Length, cancellationToken).ConfigureAwait(false))
            file.Publish(digest);
        return digest;
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var stream = OpenFile(digest);
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > MaxBytesInMemory)
                throw new BlobCorruptException(digest, _paths.Of(digest), $"{stream.Length} bytes where at most {MaxBytesInMemory} are read into memory");
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            var found = Digest.Of(bytes);
            return found == digest ? bytes : throw new BlobCorruptException(digest, _paths.Of(digest), $"bytes with the digest {found}");
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = OpenFile(digest);
        return Task.FromResult<Stream>(new VerifyingStream(file, file.Length, digest, _paths.Of(digest)));
    }

    /// <inheritdoc/>
    public Task<Stream> OpenRangeAsync(Digest digest, long offset, long length, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = OpenFile(digest);
        file.Position = offset;
        return Task.FromResult<Stream>(new PartStream(file, length));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in _paths.Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Digest.TryParse($"sha256:{file.Name}", out var digest))
                yield return new StoredBlob(digest, file.Length, file.LastWriteTimeUtc);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(File.Exists(_paths.Of(digest)));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (File.Exists(_paths.Of(digest)))
            File.Delete(_paths.Of(digest));
        return Task.CompletedTask;
    }

    private static async Task<Digest> CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return hash.Address();
    }

    // A damaged file does not count as held: putting the right bytes again repairs it. Neither does one that a collector removes in this moment.
    private async Task<bool> HoldsAsync(Digest digest, long length, CancellationToken cancellationToken)
    {
        try
        {
            var stream = OpenFile(digest);
            await using (stream.ConfigureAwait(false))
                return stream.Length == length && await Digest.OfAsync(stream, cancellationToken).ConfigureAwait(false) == digest;
        }
        catch (BlobMissingException)
        {
            return false;
        }
    }

    private FileStream OpenFile(Digest digest)
    {
        var path = _paths.Of(digest);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobMissingException(digest, path);
        }
    }
}
