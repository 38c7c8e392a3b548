namespace T2L.Adapters.Storage;

/// <summary>Writes a file so that its name never stands for half of its content.</summary>
public static class AtomicFile
{
    /// <summary>Writes under a temporary name beside <paramref name="path"/>, flushes to the disk, then renames and flushes the folder.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="bytes">Its content.</param>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes under a temporary name beside <paramref name="path"/>, flushes to the disk, then renames and flushes the folder.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="write">Writes its content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = TemporaryName(full);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
            DirectoryFlush.Flush(Path.GetDirectoryName(full)!);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A name beside <paramref name="path"/> that no other writer uses.</summary>
    internal static string TemporaryName(string path) => $"{path}.{Guid.NewGuid():N}.tmp";
}
