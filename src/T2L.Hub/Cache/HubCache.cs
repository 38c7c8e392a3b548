namespace T2L.Hub.Cache;

/// <summary>Finds what was pulled before, without asking the network.</summary>
/// <param name="root">The cache, <see cref="HubOptions.CacheRoot"/>.</param>
public sealed class HubCache(string root)
{
    /// <summary>The folder of a repository's files at the revision, as last pulled; null where it never was.</summary>
    /// <param name="reference">Repository and revision.</param>
    public string? Find(RepoReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var repository = new RepoCache(root, reference.Repository);
        return repository.Commit(reference.Revision) is { } commit && repository.Snapshot(commit) is var folder && Directory.Exists(folder) ? folder : null;
    }

    /// <summary>The folder of a repository's files.</summary>
    /// <param name="reference">Repository and revision.</param>
    /// <exception cref="HubException">It is not here; the message has the line that pulls it.</exception>
    public string Require(RepoReference reference) => Find(reference)
        ?? throw new HubException(HubError.NotCached, $"{reference} is not in the cache '{root}'. Pull it first: ./t2l pull {reference}");

    /// <summary>Paths of the files that a snapshot holds whole, with forward slashes, in ordinal order.</summary>
    /// <param name="snapshot">A folder from <see cref="Find"/>.</param>
    public static IReadOnlyList<string> Files(string snapshot) =>
    [
        .. new DirectoryInfo(snapshot).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => File.Exists(file.FullName) && !file.Name.EndsWith(".tmp", StringComparison.Ordinal)) // a link whose blob is gone does not count
            .Select(file => Path.GetRelativePath(snapshot, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];
}
