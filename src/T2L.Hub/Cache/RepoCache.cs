using T2L.Hub.Protocol;

namespace T2L.Hub.Cache;

/// <summary>One repository's part of the cache: <c>blobs</c> by etag, <c>snapshots</c> by commit that link to them, <c>refs</c> by name.</summary>
internal sealed class RepoCache
{
    private readonly string _locks;

    public RepoCache(string root, string repository)
    {
        var name = "models--" + repository.Replace("/", "--", StringComparison.Ordinal);
        Folder = Path.Combine(root, name);
        _locks = Path.Combine(root, ".locks", name);
    }

    public string Folder { get; }

    public string Blob(string name) => Path.Combine(Folder, "blobs", name);

    public string Lock(string blobName) => Path.Combine(_locks, blobName + ".lock");

    public string Snapshot(string commit) => Path.Combine(Folder, "snapshots", commit);

    /// <summary>Bytes of a finished blob; null where there is none.</summary>
    public long? BlobSize(string name) => new FileInfo(Blob(name)) is { Exists: true } blob ? blob.Length : null;

    /// <summary>The commit a revision stood for when it was last pulled; null where it never was.</summary>
    public string? Commit(string revision)
    {
        if (ContentHash.IsGitText(revision))
            return revision;
        var path = Ref(revision);
        if (!File.Exists(path) || new FileInfo(path).Length > 128)
            return null;
        return File.ReadAllText(path).Trim() is var commit && ContentHash.IsGitText(commit) ? commit : null;
    }

    /// <summary>Notes what a revision stands for now.</summary>
    public void SetCommit(string revision, string commit)
    {
        if (revision != commit && Commit(revision) != commit)
            Adapters.Storage.AtomicFile.Write(Ref(revision), System.Text.Encoding.ASCII.GetBytes(commit));
    }

    /// <summary>Makes a file of a snapshot: a relative link to its blob, so that the cache can be moved.</summary>
    public void Link(string commit, string path, string blobName)
    {
        var link = Path.Combine(Snapshot(commit), path);
        var folder = Path.GetDirectoryName(link)!;
        Directory.CreateDirectory(folder);
        var target = Path.GetRelativePath(folder, Blob(blobName));
        if (new FileInfo(link).LinkTarget == target)
            return;
        // Renamed into place: there is no moment without the file.
        var temporary = $"{link}.{Guid.NewGuid():N}.tmp";
        File.CreateSymbolicLink(temporary, target);
        File.Move(temporary, link, overwrite: true);
    }

    private string Ref(string revision) => Path.Combine(Folder, "refs", revision);
}
