using System.Text;
using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>One entry of a forged archive; what is null is told truthfully.</summary>
internal sealed record ForgedEntry(string Name, byte[] Bytes)
{
    public byte[]? RawName { get; init; }

    public string? LocalName { get; init; }

    public ushort Flags { get; init; }

    public ushort Method { get; init; }

    public ushort LocalMethod { get; init; }

    public ushort Disk { get; init; }

    public uint? Length { get; init; }

    public uint? StoredLength { get; init; }

    public uint? Offset { get; init; }

    public uint? Crc { get; init; }

    public byte[] Extra { get; init; } = [];
}

/// <summary>Writes zip archives that may lie about anything.</summary>
internal sealed class ZipForge
{
    public List<ForgedEntry> Entries { get; init; } = [];

    public ushort? Count { get; init; }

    public uint? DirectorySize { get; init; }

    public uint? DirectoryStart { get; init; }

    public ushort CommentLength { get; init; }

    public ushort DiskNumber { get; init; }

    /// <summary>What stands between the directory and the end record, for instance 64-bit records.</summary>
    public Func<long, long, byte[]> BeforeEnd { get; init; } = (_, _) => [];

    public byte[] AfterEnd { get; init; } = [];

    /// <summary>The archive of a good checkpoint without tensors, and these entries besides.</summary>
    public static ZipForge Checkpoint(params ForgedEntry[] more) =>
        new() { Entries = [GoodPickle(), .. more] };

    public static ForgedEntry GoodPickle() =>
        new("model/data.pkl", PickleForge.Start().OrderedDict().Raw((byte)'.').ToBytes());

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var offsets = Entries.ConvertAll(entry => WriteLocal(writer, entry));
        var start = stream.Position;
        for (var i = 0; i < Entries.Count; i++)
            WriteCentral(writer, Entries[i], offsets[i]);
        var size = stream.Position - start;
        writer.Write(BeforeEnd(start, size));
        WriteEnd(writer, start, size);
        writer.Write(AfterEnd);
        return stream.ToArray();
    }

    private static uint WriteLocal(BinaryWriter writer, ForgedEntry entry)
    {
        var offset = (uint)writer.BaseStream.Position;
        var name = entry.LocalName is null ? entry.RawName ?? Encoding.UTF8.GetBytes(entry.Name) : Encoding.UTF8.GetBytes(entry.LocalName);
        writer.Write(ZipFormat.LocalSignature);
        writer.Write((ushort)0);
        writer.Write(entry.Flags);
        writer.Write(entry.LocalMethod);
        writer.Write(new byte[16]);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0);
        writer.Write(name);
        writer.Write(entry.Bytes);
        return offset;
    }

    private static void WriteCentral(BinaryWriter writer, ForgedEntry entry, uint offset)
    {
        var name = entry.RawName ?? Encoding.UTF8.GetBytes(entry.Name);
        var length = entry.Length ?? (uint)entry.Bytes.Length;
        writer.Write(ZipFormat.CentralSignature);
        writer.Write(0);
        writer.Write(entry.Flags);
        writer.Write(entry.Method);
        writer.Write(0);
        writer.Write(entry.Crc ?? Crc32.Of(entry.Bytes));
        writer.Write(entry.StoredLength ?? length);
        writer.Write(length);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)entry.Extra.Length);
        writer.Write((ushort)0);
        writer.Write(entry.Disk);
        writer.Write(new byte[6]);
        writer.Write(entry.Offset ?? offset);
        writer.Write(name);
        writer.Write(entry.Extra);
    }

    private void WriteEnd(BinaryWriter writer, long start, long size)
    {
        var count = Count ?? (ushort)Entries.Count;
        writer.Write(ZipFormat.EndSignature);
        writer.Write(DiskNumber);
        writer.Write((ushort)0);
        writer.Write(count);
        writer.Write(count);
        writer.Write(DirectorySize ?? (uint)size);
        writer.Write(DirectoryStart ?? (uint)start);
        writer.Write(CommentLength);
    }
}
