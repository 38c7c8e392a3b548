using System.Buffers.Binary;
using System.Text;
using T2L.Adapters.Storage;

namespace T2L.Adapters.PyTorch.Archives;

/// <summary>Reads the central directory of a zip archive and checks it against the local headers.</summary>
/// <remarks>
/// Stricter than zip tools: no comment at the end, nothing between directory and end, no compression, no overlap, no name twice.
/// PyTorch writes no other archives, and two readers cannot disagree about what such a one holds.
/// </remarks>
internal sealed class ArchiveDirectory(MappedBytes bytes, string file)
{
    /// <summary>More entries than any checkpoint has tensors.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>Longest name of an entry.</summary>
    public const int MaxNameBytes = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public OrderedDictionary<string, ArchiveEntry> Read()
    {
        var end = ArchiveEnd.Read(bytes, file);
        var entries = new OrderedDictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        var position = end.DirectoryStart;
        for (long i = 0; i < end.Count; i++)
        {
            var entry = ReadEntry(ref position, end);
            if (!entries.TryAdd(entry.Name, entry))
                throw new AdapterFormatException(AdapterFormatError.DuplicateKey, $"the archive holds '{entry.Name}' twice.", file);
        }

        if (position != end.DirectoryEnd)
            throw Refuse($"the archive's directory has {end.DirectoryEnd - position} bytes more than its {end.Count} entries.");
        RefuseOverlap(entries.Values);
        return entries;
    }

    private ArchiveEntry ReadEntry(ref long position, ArchiveEnd end)
    {
        if (end.DirectoryEnd - position < ZipFormat.CentralBytes)
            throw Refuse($"the archive's directory ends inside an entry; it announces {end.Count} entries.");
        var header = bytes.Span(position, ZipFormat.CentralBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipFormat.CentralSignature)
            throw Refuse($"there is no directory entry at byte {position}.");

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        var total = ZipFormat.CentralBytes + nameLength + extraLength + commentLength;
        if (end.DirectoryEnd - position < total)
            throw Refuse($"the archive's directory ends inside an entry; it announces {end.Count} entries.");

        var name = ReadName(bytes.Span(position + ZipFormat.CentralBytes, nameLength));
        RefuseUnstored(header, name);
        var extra = bytes.Span(position + ZipFormat.CentralBytes + nameLength, extraLength);
        var (length, headerStart) = ReadSizes(header, extra, name);
        position += total;
        var start = CheckLocalHeader(name, headerStart, length, end.DirectoryStart);
        return new ArchiveEntry(name, headerStart, start, length, BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
    }

    private string ReadName(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxNameBytes)
            throw Refuse($"an entry's name has {utf8.Length} bytes; expected 1 to {MaxNameBytes}.");
        string name;
        try
        {
            name = StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidUtf8, "an entry's name is not UTF-8.", file, inner: e);
        }

        var leadsAway = name.Contains('\\') || name.Contains(':') || name.Any(char.IsControl)
            || name.Split('/').Any(part => part is "" or "." or "..");
        return leadsAway ? throw Refuse($"the archive holds '{name}', which is not a plain relative path.") : name;
    }

    private void RefuseUnstored(ReadOnlySpan<byte> header, string name)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        if ((flags & ZipFormat.Encrypted) != 0)
            throw Refuse($"entry '{name}' is encrypted.");
        if (method != 0)
            throw Refuse($"entry '{name}' is compressed (method {method}); PyTorch stores entries uncompressed, and nothing is unpacked here.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[34..]) != 0)
            throw Refuse($"entry '{name}' lies on another disk.");
    }

    private (long Length, long HeaderStart) ReadSizes(ReadOnlySpan<byte> header, ReadOnlySpan<byte> extra, string name)
    {
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        var wide = Zip64Fields(extra, name);
        var longLength = Widen(length, ref wide, name);
        var longStored = Widen(stored, ref wide, name);
        var longOffset = Widen(offset, ref wide, name);
        return longStored == longLength
            ? (longLength, longOffset)
            : throw Refuse($"entry '{name}' has {longLength} bytes, stored as {longStored}; uncompressed entries have one length.");
    }

    private long Widen(uint value, ref ReadOnlySpan<byte> wide, string name)
    {
        if (value != ZipFormat.Saturated32)
            return value;
        if (wide.Length < sizeof(ulong))
            throw Refuse($"entry '{name}' announces 64-bit sizes, but has none.");
        var widened = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        wide = wide[sizeof(ulong)..];
        return widened <= long.MaxValue ? (long)widened : throw Refuse($"entry '{name}' has a size or position of {widened}.");
    }

    private ReadOnlySpan<byte> Zip64Fields(ReadOnlySpan<byte> extra, string name)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
                throw Refuse($"entry '{name}' has an extra field that is cut off.");
            if (id == ZipFormat.Zip64Extra)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }

    private long CheckLocalHeader(string name, long position, long length, long limit)
    {
        if (position > limit - ZipFormat.LocalBytes)
            throw Refuse($"entry '{name}' begins at byte {position}, past the {limit} bytes of data.");
        var header = bytes.Span(position, ZipFormat.LocalBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipFormat.LocalSignature)
            throw Refuse($"entry '{name}' has no header at byte {position}.");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var start = position + ZipFormat.LocalBytes + nameLength + extraLength;
        if (start > limit || length > limit - start)
            throw new AdapterFormatException(AdapterFormatError.FileTruncated, $"entry '{name}' has {length} bytes from byte {start} on; the data ends at {limit}.", file);
        if (!bytes.Span(position + ZipFormat.LocalBytes, nameLength).SequenceEqual(StrictUtf8.GetBytes(name)))
            throw Refuse($"entry '{name}' has another name in its own header.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != 0)
            throw Refuse($"entry '{name}' is compressed according to its own header.");
        return start;
    }

    private void RefuseOverlap(IEnumerable<ArchiveEntry> entries)
    {
        ArchiveEntry? previous = null;
        foreach (var entry in entries.OrderBy(e => e.HeaderStart))
        {
            if (previous is not null && entry.HeaderStart < previous.End)
                throw new AdapterFormatException(AdapterFormatError.OverlappingRanges, $"entries '{previous.Name}' and '{entry.Name}' share bytes.", file);
            previous = entry;
        }
    }

    private AdapterFormatException Refuse(string message) => new(AdapterFormatError.InvalidArchive, message, file);
}
