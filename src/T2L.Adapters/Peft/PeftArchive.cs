using System.IO.Compression;

namespace T2L.Adapters.Peft;

/// <summary>An adapter as one zip file to download: unpacked, it is a PEFT directory.</summary>
public static class PeftArchive
{
    // The earliest date that zip can say. Equal files give equal archives, whenever and wherever they are packed.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int ReadableByAll = 0x81A4 << 16; // a plain file, rw-r--r--

    /// <summary>Packs files, uncompressed: random-looking numbers do not shrink.</summary>
    /// <param name="target">Where the archive goes; left open.</param>
    /// <param name="files">The files, in the order in which they are packed.</param>
    public static void Write(Stream target, IEnumerable<PeftFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in files)
        {
            var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
            entry.LastWriteTime = Epoch;
            entry.ExternalAttributes = ReadableByAll;
            using var stream = entry.Open();
            stream.Write(file.Bytes);
        }
    }

    /// <summary>The archive in memory; see <see cref="Write"/>.</summary>
    /// <param name="files">The files, in the order in which they are packed.</param>
    /// <returns>The archive.</returns>
    public static byte[] ToBytes(IEnumerable<PeftFile> files)
    {
        using var stream = new MemoryStream();
        Write(stream, files);
        return stream.ToArray();
    }
}
