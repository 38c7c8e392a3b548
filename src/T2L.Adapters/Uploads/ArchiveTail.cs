using System.Buffers.Binary;

namespace T2L.Adapters.Uploads;

/// <summary>Looks at the end of a zip archive before a reader makes an object of every line in its directory.</summary>
internal static class ArchiveTail
{
    private const int EndBytes = 22, MaxComment = ushort.MaxValue, BytesPerEntry = 46 + 1024;
    private const uint EndSignature = 0x06054b50;

    /// <summary>Refuses a directory that is larger than the wanted number of entries needs, or does not lie directly before the end.</summary>
    public static void Check(FileStream archive, int maxEntries)
    {
        var tail = new byte[(int)Math.Min(archive.Length, EndBytes + MaxComment)];
        archive.Seek(-tail.Length, SeekOrigin.End);
        archive.ReadExactly(tail);
        archive.Position = 0;
        var at = LastEnd(tail);
        if (at < 0)
            throw Refuse("it is no zip archive, or the end of one is missing. Send it again, whole.");
        var end = tail.AsSpan(at, EndBytes);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var (size, start) = (BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
            throw Refuse("it is an archive of the 64-bit form, which an adapter does not need. Pack it again.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count)
            throw Refuse("it is one part of several.");
        if (count > maxEntries || size > (long)maxEntries * BytesPerEntry)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"its directory announces {count} entries in {size} bytes; at most {maxEntries} are taken (Api:Upload:MaxEntries).", ZipUpload.ArchiveName);
        if (start + (long)size != archive.Length - tail.Length + at)
            throw Refuse($"its directory should have {size} bytes from byte {start} on and end where the end record begins.");
    }

    // As every reader does: the last one counts, whatever a comment behind it holds.
    private static int LastEnd(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == EndSignature)
                return at;
        }

        return -1;
    }

    private static AdapterFormatException Refuse(string message) => new(AdapterFormatError.InvalidArchive, message, ZipUpload.ArchiveName);
}
