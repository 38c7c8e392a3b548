namespace T2L.Adapters.Storage;

/// <summary>Fills a directory so that its name never stands for half of its files.</summary>
public static class AtomicDirectory
{
    /// <summary>Fills a directory under a temporary name beside <paramref name="path"/>, then renames it.</summary>
    /// <param name="path">The directory; nothing may exist there.</param>
    /// <param name="fill">Fills the directory whose path it is given.</param>
    public static void Write(string path, Action<string> fill)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = AtomicFile.TemporaryName(full);
        Directory.CreateDirectory(temporary);
        try
        {
            fill(temporary);
            Directory.Move(temporary, full);
            DirectoryFlush.Flush(Path.GetDirectoryName(full)!);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
