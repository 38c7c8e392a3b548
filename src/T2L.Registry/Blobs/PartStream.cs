namespace T2L.Registry.Blobs;

/// <summary>The next bytes of a stream, and no more.</summary>
internal sealed class PartStream(Stream bytes, long length) : Stream
{
    private readonly long _length = length;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException("A part is read from start to end.");
    }

    public override int Read(Span<byte> buffer) => Count(bytes.Read(buffer[..Within(buffer.Length)]));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await bytes.ReadAsync(buffer[..Within(buffer.Length)], cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part is read from start to end.");

    public override void SetLength(long value) => throw new NotSupportedException("A blob is never written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is never written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bytes.Dispose();
        base.Dispose(disposing);
    }

    private int Within(int wanted) => (int)Math.Min(wanted, _length - _read);

    private int Count(int read)
    {
        _read += read;
        return read;
    }
}
