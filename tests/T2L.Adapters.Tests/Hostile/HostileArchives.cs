using System.Buffers.Binary;
using System.IO.Compression;
using T2L.Adapters.PyTorch.Archives;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Checkpoints whose zip archive must be refused.</summary>
internal static class HostileArchives
{
    private static readonly byte[] Some = [1, 2, 3, 4];

    public static IReadOnlyList<HostileFile> All { get; } = [.. Entries(), .. Names(), .. Wide(), .. Ends(), .. Contents()];

    private static IEnumerable<HostileFile> Entries() =>
    [
        Entry("compressed", AdapterFormatError.InvalidArchive, "entry 'model/data/0' is compressed (method 8)", new("model/data/0", Some) { Method = 8 }),
        new("zip bomb", AdapterFormatError.InvalidArchive, "is compressed (method 8); PyTorch stores entries uncompressed, and nothing is unpacked here", Bomb()),
        Entry("compressed in its own header only", AdapterFormatError.InvalidArchive, "is compressed according to its own header", new("model/data/0", Some) { LocalMethod = 8 }),
        Entry("encrypted", AdapterFormatError.InvalidArchive, "is encrypted", new("model/data/0", Some) { Flags = 1 }),
        Entry("on another disk", AdapterFormatError.InvalidArchive, "lies on another disk", new("model/data/0", Some) { Disk = 1 }),
        Entry("two lengths", AdapterFormatError.InvalidArchive, "has 4 bytes, stored as 3", new("model/data/0", Some) { StoredLength = 3 }),
        Entry("longer than the archive", AdapterFormatError.FileTruncated, "entry 'model/data/0' has 4000000000 bytes", new("model/data/0", Some) { Length = 4_000_000_000 }),
        Entry("reaching into the directory", AdapterFormatError.FileTruncated, "entry 'model/data/0' has 5 bytes", new("model/data/0", Some) { Length = 5 }),
        Entry("behind the data", AdapterFormatError.InvalidArchive, "begins at byte 4000000000", new("model/data/0", Some) { Offset = 4_000_000_000 }),
        Entry("at no header", AdapterFormatError.InvalidArchive, "has no header at byte 3", new("model/data/0", Some) { Offset = 3 }),
        Entry("in place of another", AdapterFormatError.InvalidArchive, "entry 'model/data/0' has another name in its own header", new("model/data/0", Some) { Offset = 0 }),
        Entry("another name inside", AdapterFormatError.InvalidArchive, "has another name in its own header", new("model/data/0", Some) { LocalName = "model/data/1" }),
        new("twice", AdapterFormatError.DuplicateKey, "the archive holds 'model/data/0' twice", ZipForge.Checkpoint(new("model/data/0", Some), new("model/data/0", Some)).ToBytes()),
        new("entries that overlap", AdapterFormatError.OverlappingRanges, "entries 'model/data.pkl' and 'model/data/0' share bytes", Overlap()),
        new("wrong checksum", AdapterFormatError.ChecksumMismatch, "expected deadbeef. The file is damaged; fetch it again", new ZipForge { Entries = [ZipForge.GoodPickle() with { Crc = 0xDEADBEEF }] }.ToBytes()),
    ];

    private static IEnumerable<HostileFile> Names() =>
    [
        Named("zip slip", "../../etc/passwd"),
        Named("zip slip in the middle", "model/../../x"),
        Named("zip slip on Windows", "model\\..\\x"),
        Named("absolute", "/etc/passwd"),
        Named("drive", "C:x"),
        Named("here", "model/./data/0"),
        Named("empty part", "model//data/0"),
        Named("directory", "model/data/"),
        new("name with a zero", AdapterFormatError.InvalidArchive, "the archive holds 'model/?x'", ZipForge.Checkpoint(new ForgedEntry("model/\0x", Some)).ToBytes()),
        Entry("without a name", AdapterFormatError.InvalidArchive, "an entry's name has 0 bytes; expected 1 to 1024", new("", Some)),
        Entry("with a name of 1025 bytes", AdapterFormatError.InvalidArchive, "an entry's name has 1025 bytes", new(new string('a', 1025), Some)),
        Entry("with a name that is not UTF-8", AdapterFormatError.InvalidUtf8, "an entry's name is not UTF-8", new("?", Some) { RawName = [0xC3, 0x28] }),
    ];

    private static IEnumerable<HostileFile> Wide() =>
    [
        Entry("64-bit length missing", AdapterFormatError.InvalidArchive, "announces 64-bit sizes, but has none", new("model/data/0", Some) { Length = uint.MaxValue }),
        Entry("64-bit offset missing", AdapterFormatError.InvalidArchive, "announces 64-bit sizes, but has none", new("model/data/0", Some) { Offset = uint.MaxValue, Extra = [1, 0, 0, 0] }),
        Entry("64-bit length beyond 63 bits", AdapterFormatError.InvalidArchive, "has a size or position of 18446744073709551615", new("model/data/0", Some) { Length = uint.MaxValue, Extra = Extra(-1, -1) }),
        Entry("64-bit length that overflows", AdapterFormatError.FileTruncated, "has 9223372036854775807 bytes", new("model/data/0", Some) { Length = uint.MaxValue, Extra = Extra(long.MaxValue, long.MaxValue) }),
        Entry("64-bit offset behind the data", AdapterFormatError.InvalidArchive, "begins at byte 9223372036854775807", new("model/data/0", Some) { Offset = uint.MaxValue, Extra = Extra(long.MaxValue) }),
        Entry("extra field cut off", AdapterFormatError.InvalidArchive, "has an extra field that is cut off", new("model/data/0", Some) { Length = uint.MaxValue, Extra = [1, 0, 16, 0] }),
        new("64-bit end that contradicts", AdapterFormatError.InvalidArchive, "two end records contradict each other", Wide64(count: 7)),
        new("64-bit count of 16 EB", AdapterFormatError.FileTooLarge, "announces 18446744073709551615 entries, the limit is 200000", Wide64(count: -1, claimed: ushort.MaxValue)),
        new("64-bit end that is not there", AdapterFormatError.InvalidArchive, "not where its locator says", Wide64(locator: 8)),
        new("64-bit end of another kind", AdapterFormatError.InvalidArchive, "a locator, but no 64-bit end record", Wide64(signature: 0)),
        new("locator without room", AdapterFormatError.InvalidArchive, "not where its locator says", LocatorOnly()),
    ];

    private static IEnumerable<HostileFile> Ends() =>
    [
        new("empty file", AdapterFormatError.InvalidArchive, "the file (0 bytes) is not a zip archive", []),
        new("text file", AdapterFormatError.InvalidArchive, "is not a zip archive", "version https://git-lfs.github.com/spec/v1\n"u8.ToArray()),
        new("bare pickle", AdapterFormatError.Unsupported, "a bare pickle, the form of PyTorch before 1.6", [0x80, 0x02, (byte)'}', (byte)'.']),
        new("only a signature", AdapterFormatError.InvalidArchive, "the file (4 bytes) is not a zip archive", "PK\u0003\u0004"u8.ToArray()),
        new("bytes after the end", AdapterFormatError.FileTruncated, "no end record at its end", new ZipForge { Entries = [ZipForge.GoodPickle()], AfterEnd = [0] }.ToBytes()),
        new("comment", AdapterFormatError.InvalidArchive, "announces a comment", new ZipForge { Entries = [ZipForge.GoodPickle()], CommentLength = 9 }.ToBytes()),
        new("split", AdapterFormatError.InvalidArchive, "is split over disks", new ZipForge { Entries = [ZipForge.GoodPickle()], DiskNumber = 1 }.ToBytes()),
        new("one entry too many announced", AdapterFormatError.InvalidArchive, "ends inside an entry; it announces 2 entries", new ZipForge { Entries = [ZipForge.GoodPickle()], Count = 2 }.ToBytes()),
        new("one entry hidden", AdapterFormatError.InvalidArchive, "bytes more than its 1 entries", new ZipForge { Entries = [ZipForge.GoodPickle(), new("model/x", Some)], Count = 1 }.ToBytes()),
        new("directory longer than the file", AdapterFormatError.InvalidArchive, "directory should have 4000000000 bytes", new ZipForge { Entries = [ZipForge.GoodPickle()], DirectorySize = 4_000_000_000 }.ToBytes()),
        new("directory behind the file", AdapterFormatError.InvalidArchive, "from byte 4000000000 on", new ZipForge { Entries = [ZipForge.GoodPickle()], DirectoryStart = 4_000_000_000 }.ToBytes()),
        new("directory elsewhere", AdapterFormatError.InvalidArchive, "there is no directory entry at byte 0", new ZipForge { Entries = [ZipForge.GoodPickle()], DirectoryStart = 0, DirectorySize = DirectoryEnd() }.ToBytes()),
        new("gap before the end record", AdapterFormatError.InvalidArchive, "and end at byte", new ZipForge { Entries = [ZipForge.GoodPickle()], BeforeEnd = (_, _) => [0] }.ToBytes()),
    ];

    private static IEnumerable<HostileFile> Contents() =>
    [
        new("no pickle", AdapterFormatError.InvalidArchive, "holds no data.pkl", new ZipForge { Entries = [new("model/version", Some)] }.ToBytes()),
        new("no entries", AdapterFormatError.InvalidArchive, "holds no data.pkl", new ZipForge().ToBytes()),
        new("pickle at the root", AdapterFormatError.InvalidArchive, "holds no data.pkl", new ZipForge { Entries = [ZipForge.GoodPickle() with { Name = "data.pkl" }] }.ToBytes()),
        new("two pickles", AdapterFormatError.InvalidArchive, "holds more than one data.pkl", ZipForge.Checkpoint(ZipForge.GoodPickle() with { Name = "other/data.pkl" }).ToBytes()),
        new("big-endian", AdapterFormatError.Unsupported, "byteorder is not 'little'", ZipForge.Checkpoint(new ForgedEntry("model/byteorder", "big"u8.ToArray())).ToBytes()),
    ];

    private static HostileFile Entry(string name, AdapterFormatError error, string says, ForgedEntry entry) =>
        new($"entry {name}", error, says, ZipForge.Checkpoint(entry).ToBytes());

    private static HostileFile Named(string name, string path) =>
        new(name, AdapterFormatError.InvalidArchive, $"the archive holds '{path}', which is not a plain relative path", ZipForge.Checkpoint(new ForgedEntry(path, Some)).ToBytes());

    // 16 MB of zeros in 16 KB, deflated by the ordinary library.
    private static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("model/data.pkl", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 16; i++)
                entry.Write(zeros);
        }

        return stream.ToArray();
    }

    // The first entry is said to reach over the second.
    private static byte[] Overlap()
    {
        var pickle = ZipForge.GoodPickle();
        return new ZipForge { Entries = [pickle with { Length = (uint)pickle.Bytes.Length + 1 }, new("model/data/0", Some)] }.ToBytes();
    }

    private static uint DirectoryEnd()
    {
        var good = new ZipForge { Entries = [ZipForge.GoodPickle()] }.ToBytes();
        return (uint)(good.Length - ZipFormat.EndBytes);
    }

    private static byte[] Extra(params long[] values)
    {
        var extra = new byte[4 + (8 * values.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, ZipFormat.Zip64Extra);
        BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), (ushort)(8 * values.Length));
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(4 + (8 * i)), values[i]);
        return extra;
    }

    private static byte[] Wide64(long count = 1, ushort claimed = 1, long locator = -1, uint signature = ZipFormat.End64Signature) =>
        new ZipForge
        {
            Entries = [ZipForge.GoodPickle()],
            Count = claimed,
            BeforeEnd = (start, size) =>
            {
                using var stream = new MemoryStream();
                using var writer = new BinaryWriter(stream);
                writer.Write(signature);
                writer.Write(44L);
                writer.Write(new byte[12]);
                writer.Write(count);
                writer.Write(count);
                writer.Write(size);
                writer.Write(start);
                writer.Write(ZipFormat.Locator64Signature);
                writer.Write(0);
                writer.Write(locator < 0 ? start + size : locator);
                writer.Write(1);
                return stream.ToArray();
            },
        }.ToBytes();

    private static byte[] LocatorOnly()
    {
        var bytes = new byte[4 + ZipFormat.Locator64Bytes + ZipFormat.EndBytes];
        "PK"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), ZipFormat.Locator64Signature);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^ZipFormat.EndBytes), ZipFormat.EndSignature);
        return bytes;
    }
}
