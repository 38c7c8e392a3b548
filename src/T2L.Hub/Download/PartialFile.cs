using Microsoft.Win32.SafeHandles;
using T2L.Hub.Protocol;

namespace T2L.Hub.Download;

/// <summary>A blob on its way: written at any place by several connections, read from the front by the one that hashes.</summary>
/// <remarks>
/// It has its own name beside the hub clients' <c>.incomplete</c>, because they take such a file's length for what is there, and this
/// one has gaps. What one of them left is taken over.
/// </remarks>
internal sealed class PartialFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _journalPath;
    private readonly RangeSet _done;
    private readonly SafeFileHandle _file;
    private RangeJournal _journal;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PartialFile(string path, string journalPath, long size, RangeSet done)
    {
        (_path, _journalPath, Size, _done) = (path, journalPath, size, done);
        Resumed = done.Total;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _journal = RangeJournal.Start(journalPath, size, done);
    }

    /// <summary>Bytes of the finished file.</summary>
    public long Size { get; }

    /// <summary>Bytes that an earlier run left.</summary>
    public long Resumed { get; private set; }

    /// <summary>Opens what an earlier run left of a blob, or begins it. The caller holds the blob's lock.</summary>
    public static PartialFile Open(string blobPath, long size)
    {
        var (path, journal) = Names(blobPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var done = TakeOver(blobPath + ".incomplete", path, size) ?? RangeJournal.Read(journal, size, Length(path));
        return new PartialFile(path, journal, size, done);
    }

    /// <summary>Bytes of a blob that an earlier run left.</summary>
    public static long BytesOf(string blobPath, long size)
    {
        var (path, journal) = Names(blobPath);
        return File.Exists(path) ? RangeJournal.Read(journal, size, Length(path)).Total : 0;
    }

    public IReadOnlyList<ByteRange> Missing(long longest)
    {
        lock (_gate)
            return _done.Missing(Size, longest);
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file, bytes, position);

    /// <summary>Notes that bytes were written.</summary>
    public void Note(ByteRange range)
    {
        if (range.Length == 0)
            return;
        lock (_gate)
        {
            _journal.Add(range);
            var before = _done.Prefix;
            _done.Add(range);
            if (_done.Prefix == before)
                return;
            _moved.TrySetResult();
            _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until more than <paramref name="position"/> bytes are there from the beginning.</summary>
    /// <returns>How many are.</returns>
    public async ValueTask<long> PrefixBeyondAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_done.Prefix > position)
                    return _done.Prefix;
                moved = _moved.Task;
            }
            await moved.WaitAsync(cancellation);
        }
    }

    public int Read(long position, Span<byte> buffer) => RandomAccess.Read(_file, buffer, position);

    /// <summary>Forgets every byte and begins again.</summary>
    public void StartOver()
    {
        lock (_gate)
        {
            _done.Clear();
            Resumed = 0;
            _journal.Dispose();
            RandomAccess.SetLength(_file, 0);
            _journal = RangeJournal.Start(_journalPath, Size, _done);
        }
    }

    /// <summary>Deletes what is there.</summary>
    public void Discard()
    {
        Dispose();
        File.Delete(_path);
        File.Delete(_journalPath);
    }

    /// <summary>Gives the checked file its name.</summary>
    public void Finish(string blobPath)
    {
        RandomAccess.SetLength(_file, Size); // an empty file has had no write
        RandomAccess.FlushToDisk(_file);
        Dispose();
        File.Move(_path, blobPath, overwrite: true);
        File.Delete(_journalPath);
    }

    public void Dispose()
    {
        _file.Dispose();
        _journal.Dispose();
    }

    // Another client's partial file has no gaps: its length is what is there. Whether the bytes are right, the hash will tell.
    private static RangeSet? TakeOver(string theirs, string ours, long size)
    {
        if (File.Exists(ours) || Length(theirs) is not (> 0 and var length) || length > size)
            return null;
        File.Move(theirs, ours);
        var done = new RangeSet();
        done.Add(new(0, length));
        return done;
    }

    private static (string Path, string Journal) Names(string blobPath) => (blobPath + ".t2l.incomplete", blobPath + ".t2l.ranges");

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
