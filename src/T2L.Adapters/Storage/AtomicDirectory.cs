namespace T2L.Adapters.Storage;

/// <summary>Fills a directory so that its name never stands for half of its files.</summary>
internal static class AtomicDirectory
{
    /// <summary>Fills a directory under a temporary name beside <paramref name="path"/>, then renames it. Nothing may exist at the path.</summary>
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
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
