using T2L.Adapters;
using T2L.Registry.Blobs;

namespace T2L.Registry.Tests.Collection;

/// <summary>A store that removes nothing.</summary>
internal sealed class StuckStore(IBlobStore store) : IBlobStore
{
    public string Location => store.Location;

    public Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => store.PutAsync(content, cancellationToken);

    public Task PutAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => store.PutAsync(digest, content, cancellationToken);

    public Task<Digest> PutAsync(Stream content, CancellationToken cancellationToken = default) => store.PutAsync(content, cancellationToken);

    public Task<byte[]> ReadAsync(Digest digest, CancellationToken cancellationToken = default) => store.ReadAsync(digest, cancellationToken);

    public Task<Stream> OpenAsync(Digest digest, CancellationToken cancellationToken = default) => store.OpenAsync(digest, cancellationToken);

    public Task<Stream> OpenRangeAsync(Digest digest, long offset, long length, CancellationToken cancellationToken = default) => store.OpenRangeAsync(digest, offset, length, cancellationToken);

    public IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(cancellationToken);

    public Task<bool> ExistsAsync(Digest digest, CancellationToken cancellationToken = default) => store.ExistsAsync(digest, cancellationToken);

    public Task DeleteAsync(Digest digest, CancellationToken cancellationToken = default) => throw new IOException("The disk is read-only.");
}
