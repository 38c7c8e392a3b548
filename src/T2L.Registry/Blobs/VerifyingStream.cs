using System.Security.Cryptography;
using T2L.Adapters;

namespace T2L.Registry.Blobs;

/// <summary>Reads a blob once, from start to end, and checks its hash before it gives out the last bytes.</summary>
internal sealed class VerifyingStream(Stream bytes, long length, Digest digest, string path) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length = length;
    private long _position;
    private Digest? _found;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("A blob is read from start to end.");
    }

    public override int Read(Span<byte> buffer) => Check(buffer, buffer.IsEmpty ? 0 : bytes.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = buffer.IsEmpty ? 0 : await bytes.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Check(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A blob is read from start to end.");

    public override void SetLength(long value) => throw new NotSupportedException("A blob is never written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is never written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Check(Span<byte> buffer, int read)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_found is null && read > 0 && _position + read < _length)
        {
            _hash.AppendData(buffer[..read]);
            _position += read;
            return read;
        }

        return Finish(buffer, read);
    }

    // The last bytes: everything before them may have been used already, so these must not get out of a damaged blob.
    private int Finish(Span<byte> buffer, int read)
    {
        if (_found == digest)
            return 0;
        if (_found is null)
        {
            _hash.AppendData(buffer[..read]);
            _position += read;
            _found = _hash.Address();
        }

        if (_found == digest)
            return read;
        buffer.Clear();
        throw new BlobCorruptException(digest, path, $"bytes with the digest {_found}");
    }
}
