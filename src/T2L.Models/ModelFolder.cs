namespace T2L.Models;

/// <summary>What a model's folder is called.</summary>
public static class ModelFolder
{
    private const string CacheEntry = "models--";
    private const int CommitLength = 40;

    /// <summary>The folder's name; for a snapshot in the hub's cache, whose folder is a commit, the repository: <c>google/gemma-2-2b-it</c>.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>The name.</returns>
    public static string NameOf(string directory)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var snapshots = Path.GetDirectoryName(folder);
        return Path.GetFileName(snapshots) == "snapshots" && Path.GetFileName(Path.GetDirectoryName(snapshots)) is { } entry && entry.StartsWith(CacheEntry, StringComparison.Ordinal)
            ? entry[CacheEntry.Length..].Replace("--", "/", StringComparison.Ordinal)
            : Path.GetFileName(folder);
    }

    /// <summary>The commit that a snapshot in the hub's cache is of.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>40 hexadecimal digits; null for any other folder.</returns>
    public static string? RevisionOf(string directory)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var commit = Path.GetFileName(folder);
        return Path.GetFileName(Path.GetDirectoryName(folder)) == "snapshots" && commit.Length == CommitLength && commit.All(char.IsAsciiHexDigitLower) ? commit : null;
    }
}
