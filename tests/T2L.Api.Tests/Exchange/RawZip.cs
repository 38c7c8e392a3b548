using System.IO.Compression;
using System.Text;

namespace T2L.Api.Tests.Exchange;

/// <summary>One entry of an archive, every field as the test wants it.</summary>
internal sealed record RawEntry(string Name, byte[] Content)
{
    public bool Deflate { get; init; }

    public ushort Flags { get; init; }

    public uint? Size { get; init; }

    public uint? PackedSize { get; init; }

    public uint? Crc { get; init; }

    public uint Attributes { get; init; }

    public byte[] Extra { get; init; } = [];
}

/// <summary>Writes zip archives that no library would write.</summary>
internal static class RawZip
{
    public static byte[] Of(params RawEntry[] entries) => Of(entries, announced: (ushort)entries.Length);

    public static byte[] Of(RawEntry[] entries, ushort announced, int shift = 0)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var entry in entries)
            Write(zip, directory, entry);
        var start = (uint)zip.Length;
        zip.Write(directory.ToArray());
        using var writer = new BinaryWriter(zip);
        writer.Write(0x06054b50u);
        writer.Write(0u);
        writer.Write(announced);
        writer.Write(announced);
        writer.Write((uint)directory.Length);
        writer.Write((uint)(start + shift));
        writer.Write((ushort)0);
        return zip.ToArray();
    }

    private static void Write(Stream zip, Stream directory, RawEntry entry)
    {
        var packed = entry.Deflate ? Packed(entry.Content) : entry.Content;
        var (name, offset) = (Encoding.UTF8.GetBytes(entry.Name), (uint)zip.Length);
        using var local = new BinaryWriter(zip, Encoding.UTF8, leaveOpen: true);
        local.Write(0x04034b50u);
        Common(local, entry, packed, name);
        local.Write((ushort)0);
        local.Write(name);
        local.Write(packed);
        using var central = new BinaryWriter(directory, Encoding.UTF8, leaveOpen: true);
        central.Write(0x02014b50u);
        central.Write((ushort)0x0314); // made on Unix
        Common(central, entry, packed, name);
        central.Write((ushort)entry.Extra.Length);
        central.Write(new byte[6]);
        central.Write(entry.Attributes);
        central.Write(offset);
        central.Write(name);
        central.Write(entry.Extra);
    }

    private static void Common(BinaryWriter writer, RawEntry entry, byte[] packed, byte[] name)
    {
        writer.Write((ushort)20);
        writer.Write((ushort)(entry.Flags | 0x0800)); // names are UTF-8
        writer.Write((ushort)(entry.Deflate ? 8 : 0));
        writer.Write(0u);
        writer.Write(entry.Crc ?? CrcOf(entry.Content));
        writer.Write(entry.PackedSize ?? (uint)packed.Length);
        writer.Write(entry.Size ?? (uint)entry.Content.Length);
        writer.Write((ushort)name.Length);
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }

    /// <summary>The zip checksum, bit by bit.</summary>
    public static uint CrcOf(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
