using System.Collections.ObjectModel;
using T2L.Adapters.Storage;

namespace T2L.Adapters.PyTorch.Archives;

/// <summary>A zip archive of uncompressed entries, mapped into memory and checked as a whole before any entry is read.</summary>
internal sealed class StoredArchive : IDisposable
{
    private readonly MappedBytes _bytes;

    public StoredArchive(MappedBytes bytes, string file)
    {
        _bytes = bytes;
        File = file;
        try
        {
            Entries = new ReadOnlyDictionary<string, ArchiveEntry>(new ArchiveDirectory(bytes, file).Read());
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Path or name of the archive.</summary>
    public string File { get; }

    /// <summary>The entries by name, in the order of the central directory.</summary>
    public IReadOnlyDictionary<string, ArchiveEntry> Entries { get; }

    /// <summary>The bytes of an entry, without a copy, once its checksum has been found right.</summary>
    public ReadOnlySpan<byte> Read(ArchiveEntry entry)
    {
        if (entry.Length > Array.MaxLength)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge,
                $"entry '{entry.Name}' has {entry.Length} bytes; at most {Array.MaxLength} can be read in one piece.", File);
        }

        var bytes = View(entry);
        var crc = Crc32.Of(bytes);
        return crc == entry.Crc
            ? bytes
            : throw new AdapterFormatException(AdapterFormatError.ChecksumMismatch,
                $"entry '{entry.Name}' has the checksum {crc:x8}; expected {entry.Crc:x8}. The file is damaged; fetch it again.", File);
    }

    /// <summary>The bytes of an entry that has been read before.</summary>
    public ReadOnlySpan<byte> View(ArchiveEntry entry) => _bytes.Span(entry.Start, (int)entry.Length);

    public void Dispose() => _bytes.Dispose();
}
