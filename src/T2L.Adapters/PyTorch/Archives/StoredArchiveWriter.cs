using System.Text;
using T2L.Adapters.Storage;

namespace T2L.Adapters.PyTorch.Archives;

/// <summary>Writes a zip archive as PyTorch does: stored entries whose bytes begin at multiples of 64, sizes behind the data, no dates.</summary>
internal sealed class StoredArchiveWriter(Stream stream) : IDisposable
{
    private const int Alignment = 64;
    private const int ExtraHeaderBytes = 4;
    private const ushort PaddingExtra = 0x4246; // "FB"

    private readonly BinaryWriter _writer = new(stream, Encoding.UTF8, leaveOpen: true);
    private readonly List<(byte[] Name, long Offset, uint Length, uint Crc)> _entries = [];
    private long _position;

    public void Add(string name, ReadOnlySpan<byte> bytes) => Add(name, TensorSource.Of(new TensorData(TensorDType.U8, [bytes.Length], bytes.ToArray())));

    public void Add(string name, TensorSource content)
    {
        var length = content.ByteCount;
        if (length >= ZipFormat.Saturated32)
            throw new ArgumentException($"Entry '{name}' would have {length} bytes; the archive is written for entries below 4 GB.", nameof(content));
        var utf8 = Encoding.UTF8.GetBytes(name);
        var start = _position;
        WriteLocalHeader(utf8);
        _writer.Flush();
        using var data = new Crc32Stream(stream);
        content.WriteTo(data);
        _writer.Write(ZipFormat.DescriptorSignature);
        _writer.Write(data.Crc);
        _writer.Write((uint)length);
        _writer.Write((uint)length);
        _position += length + 16;
        _entries.Add((utf8, start, (uint)length, data.Crc));
    }

    public void Dispose()
    {
        var start = _position;
        foreach (var entry in _entries)
            WriteCentralHeader(entry.Name, entry.Offset, entry.Length, entry.Crc);
        WriteEnd(start, _position - start);
        _writer.Dispose();
    }

    private void WriteLocalHeader(byte[] name)
    {
        var unpadded = _position + ZipFormat.LocalBytes + name.Length + ExtraHeaderBytes;
        var padding = (int)((Alignment - (unpadded % Alignment)) % Alignment);
        _writer.Write(ZipFormat.LocalSignature);
        _writer.Write((ushort)0); // version needed
        _writer.Write(ZipFormat.WriterFlags);
        _writer.Write((ushort)0); // stored
        _writer.Write(0); // no time, no date
        _writer.Write(0); // checksum and sizes follow the data
        _writer.Write(0L);
        _writer.Write((ushort)name.Length);
        _writer.Write((ushort)(ExtraHeaderBytes + padding));
        _writer.Write(name);
        _writer.Write(PaddingExtra);
        _writer.Write((ushort)padding);
        for (var i = 0; i < padding; i++)
            _writer.Write((byte)'Z');
        _position = unpadded + padding;
    }

    private void WriteCentralHeader(byte[] name, long offset, uint length, uint crc)
    {
        var wide = offset >= ZipFormat.Saturated32;
        _writer.Write(ZipFormat.CentralSignature);
        _writer.Write(0); // versions
        _writer.Write(ZipFormat.WriterFlags);
        _writer.Write((ushort)0); // stored
        _writer.Write(0); // no time, no date
        _writer.Write(crc);
        _writer.Write(length);
        _writer.Write(length);
        _writer.Write((ushort)name.Length);
        _writer.Write((ushort)(wide ? ExtraHeaderBytes + sizeof(long) : 0));
        _writer.Write((ushort)0); // comment
        _writer.Write((ushort)0); // disk
        _writer.Write((ushort)0); // internal attributes
        _writer.Write(0); // external attributes
        _writer.Write(wide ? ZipFormat.Saturated32 : (uint)offset);
        _writer.Write(name);
        if (wide)
        {
            _writer.Write(ZipFormat.Zip64Extra);
            _writer.Write((ushort)sizeof(long));
            _writer.Write(offset);
        }

        _position += ZipFormat.CentralBytes + name.Length + (wide ? ExtraHeaderBytes + sizeof(long) : 0);
    }

    // PyTorch writes the 64-bit records always.
    private void WriteEnd(long start, long size)
    {
        _writer.Write(ZipFormat.End64Signature);
        _writer.Write((long)(ZipFormat.End64Bytes - 12));
        _writer.Write((ushort)0x031E); // made by
        _writer.Write((ushort)45); // 64-bit records
        _writer.Write(0L); // disks
        _writer.Write((long)_entries.Count);
        _writer.Write((long)_entries.Count);
        _writer.Write(size);
        _writer.Write(start);
        _writer.Write(ZipFormat.Locator64Signature);
        _writer.Write(0);
        _writer.Write(start + size);
        _writer.Write(1);
        _writer.Write(ZipFormat.EndSignature);
        _writer.Write(0); // disks
        var count = (ushort)Math.Min(_entries.Count, ZipFormat.Saturated16);
        _writer.Write(count);
        _writer.Write(count);
        _writer.Write((uint)Math.Min(size, ZipFormat.Saturated32));
        _writer.Write((uint)Math.Min(start, ZipFormat.Saturated32));
        _writer.Write((ushort)0);
    }
}
