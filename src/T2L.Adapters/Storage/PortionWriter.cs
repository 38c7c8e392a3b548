namespace T2L.Adapters.Storage;

/// <summary>Writes bytes that are made as they are needed: one portion goes to the stream while the next is made.</summary>
internal static class PortionWriter
{
    public const int PortionBytes = 8 << 20;

    public static void Write(Stream stream, long length, TensorFill fill)
    {
        var size = (int)Math.Min(PortionBytes, length);
        byte[][] buffers = [new byte[size], length > size ? new byte[size] : []];
        var writing = Task.CompletedTask;
        try
        {
            for (long offset = 0, portion = 0; offset < length; offset += size, portion++)
            {
                var bytes = buffers[portion % 2].AsMemory(0, (int)Math.Min(size, length - offset));
                fill(offset, bytes.Span);
                writing.GetAwaiter().GetResult();
                writing = Task.Run(() => stream.Write(bytes.Span));
            }
        }
        finally
        {
            // Also where making fails: the stream is the caller's again only when nobody writes to it.
            writing.GetAwaiter().GetResult();
        }
    }
}
