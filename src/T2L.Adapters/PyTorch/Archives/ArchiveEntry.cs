namespace T2L.Adapters.PyTorch.Archives;

/// <summary>One stored file of a zip archive.</summary>
/// <param name="Name">Path inside the archive.</param>
/// <param name="HeaderStart">Position of its local header.</param>
/// <param name="Start">Position of its first byte.</param>
/// <param name="Length">Its length.</param>
/// <param name="Crc">Its checksum as the central directory gives it.</param>
internal sealed record ArchiveEntry(string Name, long HeaderStart, long Start, long Length, uint Crc)
{
    /// <summary>One past its last byte.</summary>
    public long End => Start + Length;
}
