using T2L.Hub.Protocol;

namespace T2L.Hub;

/// <summary>What a pull will do.</summary>
public sealed class PullPlan
{
    internal PullPlan(RepoReference reference, string commit, IReadOnlyList<PlannedFile> files) => (Reference, Commit, Files) = (reference, commit, files);

    /// <summary>Repository and revision.</summary>
    public RepoReference Reference { get; }

    /// <summary>The commit that the revision stands for.</summary>
    public string Commit { get; }

    /// <summary>The chosen files, in ordinal order of their paths.</summary>
    public IReadOnlyList<PlannedFile> Files { get; }

    /// <summary>Bytes of all chosen files; content that occurs twice counts once.</summary>
    public long TotalBytes => Blobs.Sum(file => file.Bytes);

    /// <summary>Bytes of them that are in the cache, finished or not.</summary>
    public long CachedBytes => Blobs.Sum(file => file.CachedBytes);

    /// <summary>Bytes that are still to come.</summary>
    public long MissingBytes => TotalBytes - CachedBytes;

    internal IEnumerable<PlannedFile> Blobs => Files.DistinctBy(file => file.Remote.BlobName);
}

/// <summary>One file of a plan.</summary>
public sealed class PlannedFile
{
    internal PlannedFile(RemoteFile remote, long cachedBytes) => (Remote, CachedBytes) = (remote, cachedBytes);

    /// <summary>Its path in the repository.</summary>
    public string Path => Remote.Path;

    /// <summary>Its size.</summary>
    public long Bytes => Remote.Size;

    /// <summary>Bytes of it that are in the cache.</summary>
    public long CachedBytes { get; }

    internal RemoteFile Remote { get; }
}
