using T2L.Adapters;

namespace T2L.Registry.Blobs;

/// <summary>Bytes named by their SHA-256. What is stored never changes; what is read is checked.</summary>
public interface IBlobStore
{
    /// <summary>Where the bytes lie, for messages.</summary>
    string Location { get; }

    /// <summary>Stores bytes. When the task ends they survive a power cut. Storing the same bytes twice is harmless.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the bytes get their name.</param>
    /// <returns>Their digest.</returns>
    Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Stores bytes whose digest is known already.</summary>
    /// <param name="digest">Their digest: nothing compares it with them before they are read.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the bytes get their name.</param>
    Task PutAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Stores what remains of a stream, without holding it in memory.</summary>
    /// <param name="content">Read to its end; stays open.</param>
    /// <param name="cancellationToken">Stops before the bytes get their name.</param>
    /// <returns>Their digest.</returns>
    Task<Digest> PutAsync(Stream content, CancellationToken cancellationToken = default);

    /// <summary>Reads a whole blob into memory and checks it.</summary>
    /// <param name="digest">Which; at most 1 GiB, use <see cref="OpenAsync"/> for more.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes; their SHA-256 is <paramref name="digest"/>.</returns>
    /// <exception cref="BlobMissingException">The store does not hold it.</exception>
    /// <exception cref="BlobCorruptException">The stored bytes have another SHA-256.</exception>
    Task<byte[]> ReadAsync(Digest digest, CancellationToken cancellationToken = default);

    /// <summary>Opens a blob for reading from start to end.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>A stream that throws <see cref="BlobCorruptException"/> before it gives out the last bytes of a damaged blob.</returns>
    /// <exception cref="BlobMissingException">The store does not hold it.</exception>
    Task<Stream> OpenAsync(Digest digest, CancellationToken cancellationToken = default);

    /// <summary>Opens a part of a blob. A part cannot be checked: who puts parts together compares the whole with the digest.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="offset">First byte, within the blob.</param>
    /// <param name="length">How many, within the blob.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>A stream of exactly that many bytes.</returns>
    /// <exception cref="BlobMissingException">The store does not hold it.</exception>
    Task<Stream> OpenRangeAsync(Digest digest, long offset, long length, CancellationToken cancellationToken = default);

    /// <summary>Everything that the store holds, whether a row points at it or not.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The blobs, in no order that means anything.</returns>
    IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>An address from which whoever has it gets the bytes from the store itself, for a while.</summary>
    /// <param name="digest">Which; it is not looked whether it is there.</param>
    /// <param name="fileName">What a browser calls the file.</param>
    /// <returns>The address; null where the store has none to give.</returns>
    Uri? Presign(Digest digest, string fileName) => null;

    /// <summary>Whether a blob is there; its bytes are not checked.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>True when it is there.</returns>
    Task<bool> ExistsAsync(Digest digest, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob; harmless when it is not there. Only for blobs that no row points at.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="cancellationToken">Stops before the removal.</param>
    Task DeleteAsync(Digest digest, CancellationToken cancellationToken = default);
}
