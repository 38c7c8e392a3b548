using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace T2L.Registry.Catalog;

/// <summary>The last entry of a page, as text that callers hand back: time in microseconds and id, base64url.</summary>
/// <param name="CreatedAt">When that entry was published.</param>
/// <param name="Id">Its id; tells entries of one microsecond apart.</param>
internal readonly record struct PageToken(DateTimeOffset CreatedAt, Guid Id)
{
    private const int Bytes = 24;
    private const int TextLength = 32;

    internal static PageToken Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != TextLength || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Bytes)
            throw new PageTokenException(text);
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var last = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds >= 0 && microseconds <= last
            ? new PageToken(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), new Guid(bytes[8..], bigEndian: true))
            : throw new PageTokenException(text);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (CreatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
