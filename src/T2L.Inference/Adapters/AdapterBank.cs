using T2L.Adapters;
using T2L.Contracts;

namespace T2L.Inference.Adapters;

/// <summary>The adapters on the device: loaded once however many ask, kept while used, and after that as long as there is room.</summary>
/// <param name="load">Brings one adapter to the device.</param>
/// <param name="capacity">Adapters kept; more stay only while all are in use.</param>
/// <param name="time">Dates loads and uses; null for the system's clock.</param>
internal sealed class AdapterBank(Func<Digest, CancellationToken, Task<BankedAdapter>> load, int capacity, TimeProvider? time = null) : IDisposable
{
    private readonly Dictionary<Digest, Entry> _entries = [];
    private readonly LinkedList<Entry> _byUse = []; // least recently used first
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Adapters held or on their way.</summary>
    public int Count
    {
        get
        {
            lock (_entries)
                return _entries.Count;
        }
    }

    /// <summary>The adapters held, without those on their way.</summary>
    public IReadOnlyList<HeldAdapter> Held
    {
        get
        {
            lock (_entries)
                return [.. _entries.Values.Where(entry => entry.Loading.IsCompletedSuccessfully).Select(entry => new HeldAdapter(entry.Digest.Value, entry.Since, entry.LastUsed, entry.Loading.Result.Effect))];
        }
    }

    /// <summary>Device memory of the adapters held.</summary>
    public long Bytes
    {
        get
        {
            lock (_entries)
                return _entries.Values.Sum(entry => entry.Bytes);
        }
    }

    /// <summary>Gives an adapter for use, loading it where it is not held.</summary>
    /// <param name="digest">The adapter version.</param>
    /// <param name="cancellationToken">Stops the waiting, not the load, which others may be waiting for.</param>
    public async Task<AdapterLease> AcquireAsync(Digest digest, CancellationToken cancellationToken)
    {
        var entry = Use(digest);
        try
        {
            var adapter = await entry.Loading.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new AdapterLease(adapter, () => Release(entry));
        }
        catch
        {
            Release(entry);
            throw;
        }
    }

    /// <summary>Frees all adapters; none may be in use any more.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        lock (_entries)
        {
            foreach (var entry in _byUse)
                entry.Free();
            _byUse.Clear();
            _entries.Clear();
        }
        _closing.Dispose();
    }

    private Entry Use(Digest digest)
    {
        lock (_entries)
        {
            var now = (time ?? TimeProvider.System).GetUtcNow();
            if (_entries.TryGetValue(digest, out var entry))
                _byUse.Remove(entry);
            else
                // On another thread: the caller holds the lock.
                _entries.Add(digest, entry = new Entry(digest, Task.Run(() => load(digest, _closing.Token), CancellationToken.None)) { Since = now });
            entry.LastUsed = now;
            _byUse.AddLast(entry);
            entry.Leases++;
            MakeRoom();
            return entry;
        }
    }

    private void Release(Entry entry)
    {
        lock (_entries)
        {
            entry.Leases--;
            // A load that failed is forgotten, so that the next one to ask tries again.
            if (entry.Loading.IsFaulted || entry.Loading.IsCanceled)
                Remove(entry);
            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        for (var node = _byUse.First; node is not null && _entries.Count > capacity;)
        {
            var (entry, next) = (node.Value, node.Next);
            if (entry.Leases == 0 && entry.Loading.IsCompleted)
            {
                Remove(entry);
                entry.Free();
            }
            node = next;
        }
    }

    private void Remove(Entry entry)
    {
        if (_entries.TryGetValue(entry.Digest, out var held) && ReferenceEquals(held, entry))
        {
            _entries.Remove(entry.Digest);
            _byUse.Remove(entry);
        }
    }

    private sealed class Entry(Digest digest, Task<BankedAdapter> loading)
    {
        public Digest Digest => digest;

        public Task<BankedAdapter> Loading => loading;

        public DateTimeOffset Since { get; init; }

        public DateTimeOffset LastUsed { get; set; }

        public int Leases { get; set; }

        public long Bytes => loading.IsCompletedSuccessfully ? loading.Result.Bytes : 0;

        public void Free()
        {
            if (loading.IsCompletedSuccessfully)
                loading.Result.Dispose();
        }
    }
}
