using T2L.Adapters;
using T2L.Registry.Native;

namespace T2L.Registry.Blobs;

/// <summary>A blob that is being written. Unless it is published, nothing of it stays.</summary>
internal sealed class TemporaryBlob : IDisposable
{
    private readonly BlobPaths _paths;
    private readonly string _path;
    private bool _published;

    internal TemporaryBlob(BlobPaths paths, string path)
    {
        _paths = paths;
        _path = path;
        Stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
    }

    internal FileStream Stream { get; }

    /// <summary>Bytes to the disk, then the name, then the name to the disk.</summary>
    internal void Publish(Digest digest)
    {
        var target = _paths.Of(digest);
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead); // never written again
        _paths.PrepareFolderOf(target);
        File.Move(_path, target, overwrite: true);
        _published = true;
        Posix.FlushDirectory(Path.GetDirectoryName(target)!);
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_published)
            File.Delete(_path);
    }
}
