using System.Buffers;
using T2L.Hub.Protocol;

namespace T2L.Hub.Download;

/// <summary>Hashes a file while it grows: follows the bytes that are there from the beginning without a gap.</summary>
internal static class PrefixHasher
{
    private const int BufferBytes = 1 << 20;

    public static async Task<string> RunAsync(PartialFile file, ContentHash expected, CancellationToken cancellation)
    {
        using var hash = expected.Start(file.Size);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (long position = 0; position < file.Size;)
            {
                var end = await file.PrefixBeyondAsync(position, cancellation);
                while (position < end)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var read = file.Read(position, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - position)));
                    if (read == 0)
                        throw new IOException("The partial file became shorter while it was hashed.");
                    hash.AppendData(buffer, 0, read);
                    position += read;
                }
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
