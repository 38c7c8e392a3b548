using System.IO.Compression;

namespace T2L.Adapters.Uploads;

/// <summary>Unpacks the zip of an adapter that somebody sent.</summary>
public static class ZipUpload
{
    internal const string ArchiveName = "the upload";
    private const int UnixType = 0xF000, UnixFile = 0x8000, UnixFolder = 0x4000;
    private const long RatioSlack = 1 << 16; // small files of few different bytes shrink a lot, and do no harm

    /// <summary>Unpacks what an adapter consists of and passes over the rest. Sizes are counted while bytes come out; what the archive says of them is compared afterwards.</summary>
    /// <param name="archive">The zip file; anything may be in it.</param>
    /// <param name="target">Takes the files.</param>
    /// <param name="limits">How much is taken.</param>
    /// <param name="cancellationToken">Stops the unpacking.</param>
    /// <exception cref="AdapterFormatException">The archive is damaged, or built to deceive; the message names the file in it.</exception>
    public static async Task UnpackAsync(FileStream archive, UploadFolder target, UploadLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(limits);
        ArchiveTail.Check(archive, limits.MaxEntries);
        try
        {
            var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
            await using (zip.ConfigureAwait(false))
            {
                // All names first: nothing is unpacked from an archive that has one bad entry.
                var wanted = zip.Entries.Select(entry => (Entry: entry, Path: Checked(entry, archive.Length, target, limits))).Where(item => item.Path is not null).ToList();
                foreach (var (entry, path) in wanted)
                    await UnpackAsync(entry, path!, Most(entry, archive.Length, limits), target, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidArchive, $"the archive cannot be read: {error.Message.Split('\n')[0]}", ArchiveName, inner: error);
        }
    }

    private static UploadPath? Checked(ZipArchiveEntry entry, long archiveBytes, UploadFolder target, UploadLimits limits)
    {
        var path = target.Accept(entry.FullName);
        if (entry.IsEncrypted)
            throw Refuse(entry, "it is encrypted");
        var type = (entry.ExternalAttributes >> 16) & UnixType;
        if (type is not (0 or UnixFile or UnixFolder))
            throw Refuse(entry, "it is a link or a device, not a file");
        if (path is null)
            return null;
        if (entry.Length > limits.MaxFileBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the archive announces {entry.Length} bytes; at most {limits.MaxFileBytes} are taken (Api:Upload:MaxFileBytes).", path.Name);
        return entry.Length > Most(entry, archiveBytes, limits) ? throw Refuse(entry, $"it announces {entry.Length} bytes out of {entry.CompressedLength}, more than {limits.MaxRatio} times (Api:Upload:MaxRatio)") : path;
    }

    // A packed size that is longer than the archive is a lie, and would be multiplied.
    private static long Most(ZipArchiveEntry entry, long archiveBytes, UploadLimits limits) => (Math.Min(entry.CompressedLength, archiveBytes) * limits.MaxRatio) + RatioSlack;

    private static async Task UnpackAsync(ZipArchiveEntry entry, UploadPath path, long most, UploadFolder target, CancellationToken cancellationToken)
    {
        var content = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var (bytes, crc) = await target.WriteAsync(path, content, Math.Min(entry.Length, most), cancellationToken).ConfigureAwait(false);
            if (bytes != entry.Length)
                throw new AdapterFormatException(AdapterFormatError.SizeMismatch, $"it has {bytes} bytes where the archive announces {entry.Length}.", path.Name);
            if (crc != entry.Crc32)
                throw new AdapterFormatException(AdapterFormatError.ChecksumMismatch, $"its checksum is {crc:x8}; the archive says {entry.Crc32:x8}. Pack it again.", path.Name);
        }
    }

    private static AdapterFormatException Refuse(ZipArchiveEntry entry, string reason) =>
        new(AdapterFormatError.InvalidArchive, $"the upload has '{entry.FullName}', which is refused: {reason}.");
}
