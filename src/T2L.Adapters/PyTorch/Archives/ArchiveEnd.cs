using System.Buffers.Binary;
using T2L.Adapters.Storage;

namespace T2L.Adapters.PyTorch.Archives;

/// <summary>What the end of a zip archive says about its directory.</summary>
internal sealed record ArchiveEnd(long Count, long DirectoryStart, long DirectoryEnd)
{
    public static ArchiveEnd Read(MappedBytes bytes, string file)
    {
        RefuseOtherFormats(bytes, file);
        var endStart = bytes.Length - ZipFormat.EndBytes;
        var end = bytes.Span(endStart, ZipFormat.EndBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != ZipFormat.EndSignature)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTruncated,
                "the zip archive has no end record at its end. It is incomplete; fetch it again.", file);
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (end[4..8].ContainsAnyExcept((byte)0) || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count)
            throw Refuse(file, "the zip archive is split over disks.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != 0)
            throw Refuse(file, "the zip archive's end record announces a comment, but the file ends with it.");

        return Read64(bytes, endStart, file) is { } wide
            ? Agreeing(wide, count, size, start, file)
            : Checked((ulong)count, size, start, endStart, file);
    }

    private static void RefuseOtherFormats(MappedBytes bytes, string file)
    {
        var first = bytes.Span(0, (int)Math.Min(4, bytes.Length));
        if (first.Length >= 2 && first[0] == 0x80)
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                "the file is a bare pickle, the form of PyTorch before 1.6; save it again with a newer PyTorch.", file);
        }

        if (bytes.Length < ZipFormat.EndBytes || !first.StartsWith("PK"u8))
            throw Refuse(file, $"the file ({bytes.Length} bytes) is not a zip archive; PyTorch checkpoints are.");
    }

    private static (ulong Count, ulong Size, ulong Start, long Position)? Read64(MappedBytes bytes, long endStart, string file)
    {
        var locatorStart = endStart - ZipFormat.Locator64Bytes;
        if (locatorStart < 0)
            return null;
        var locator = bytes.Span(locatorStart, ZipFormat.Locator64Bytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != ZipFormat.Locator64Signature)
            return null;

        var position = locatorStart - ZipFormat.End64Bytes;
        if (position < 0 || BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]) != (ulong)position)
            throw Refuse(file, "the zip archive's 64-bit end record is not where its locator says.");
        var end = bytes.Span(position, ZipFormat.End64Bytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != ZipFormat.End64Signature)
            throw Refuse(file, "the zip archive has a locator, but no 64-bit end record.");
        return (BinaryPrimitives.ReadUInt64LittleEndian(end[32..]), BinaryPrimitives.ReadUInt64LittleEndian(end[40..]),
            BinaryPrimitives.ReadUInt64LittleEndian(end[48..]), position);
    }

    private static ArchiveEnd Agreeing(
        (ulong Count, ulong Size, ulong Start, long Position) wide, ushort count, uint size, uint start, string file)
    {
        var agree = (count == ZipFormat.Saturated16 || count == wide.Count)
            && (size == ZipFormat.Saturated32 || size == wide.Size)
            && (start == ZipFormat.Saturated32 || start == wide.Start);
        return agree
            ? Checked(wide.Count, wide.Size, wide.Start, wide.Position, file)
            : throw Refuse(file, "the zip archive's two end records contradict each other.");
    }

    private static ArchiveEnd Checked(ulong count, ulong size, ulong start, long directoryEnd, string file)
    {
        if (count > ArchiveDirectory.MaxEntries)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the archive announces {count} entries, the limit is {ArchiveDirectory.MaxEntries}.", file);
        if (start > (ulong)directoryEnd || size != (ulong)directoryEnd - start)
            throw Refuse(file, $"the archive's directory should have {size} bytes from byte {start} on, and end at byte {directoryEnd}.");
        return new ArchiveEnd((long)count, (long)start, directoryEnd);
    }

    private static AdapterFormatException Refuse(string file, string message) => new(AdapterFormatError.InvalidArchive, message, file);
}
