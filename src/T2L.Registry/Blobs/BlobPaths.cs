using T2L.Adapters;
using T2L.Registry.Native;

namespace T2L.Registry.Blobs;

/// <summary>Where a file store keeps what. Paths are made from a <see cref="Digest"/>, which holds 32 bytes and no text, so none can lead elsewhere.</summary>
internal sealed class BlobPaths(string root, TimeProvider time)
{
    /// <summary>What a crash leaves under <c>tmp</c> is removed after this time; no upload takes that long.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);
    private bool _prepared;

    internal string Root { get; } = Path.GetFullPath(root);

    private string Temporary => Path.Combine(Root, "tmp");

    internal string Of(Digest digest)
    {
        var hex = digest.Hex;
        return Path.Combine(Root, "sha256", hex[..2], hex);
    }

    /// <summary>All files of blobs, as they are on the disk now.</summary>
    internal IEnumerable<FileInfo> Files()
    {
        var blobs = new DirectoryInfo(Path.Combine(Root, "sha256"));
        // One that goes while it is looked at was somebody's to remove.
        return blobs.Exists ? blobs.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Exists) : [];
    }

    internal TemporaryBlob CreateTemporary()
    {
        Prepare();
        return new TemporaryBlob(this, Path.Combine(Temporary, $"{Guid.NewGuid():N}.tmp"));
    }

    /// <summary>Makes the folder of a blob, durable up to the root.</summary>
    internal void PrepareFolderOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        Posix.FlushDirectory(Path.GetDirectoryName(folder)!);
        Posix.FlushDirectory(Root);
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Temporary);
        if (_prepared)
            return;
        _prepared = true;
        foreach (var file in new DirectoryInfo(Temporary).EnumerateFiles("*.tmp"))
        {
            // Another process may clear the same leftovers at this moment.
            if (time.GetUtcNow() - file.LastWriteTimeUtc > LeftoverAge && file.Exists)
                file.Delete();
        }
    }
}
