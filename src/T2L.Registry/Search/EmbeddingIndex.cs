using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Data;
using T2L.Registry.Data.Configurations;
using T2L.Registry.Tenants;

namespace T2L.Registry.Search;

/// <summary>
/// The task embeddings of all versions in memory, one <see cref="VectorIndex"/> for each tenant and text encoder. Read whole at the first use; what is
/// published later is read before each search, so that it is found at once. Deleted versions stay in it: the database says what is in sight.
/// </summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Measures patience.</param>
public sealed class EmbeddingIndex(IDbContextFactory<RegistryDb> contexts, TimeProvider time) : IDisposable
{
    // A transaction may end after one that began later; no publishing lasts longer than this.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Tenant, Digest Encoder), VectorIndex> _indexes = new();
    private readonly Dictionary<Guid, DateTimeOffset> _recent = [];
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task? _first;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private long _done;
    private long _all;

    /// <summary>The tenant's vectors of an encoder, up to date; see <see cref="TenantScope"/>.</summary>
    /// <param name="encoder">Which.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="IndexLoadingException">The first reading takes longer than a caller should wait.</exception>
    internal async Task<VectorIndex?> OfAsync(Digest encoder, CancellationToken cancellationToken)
    {
        var tenant = TenantScope.Tenant ?? throw new InvalidOperationException("A search is somebody's; the registry itself searches for nothing.");
        await WhenReadAsync(cancellationToken).ConfigureAwait(false);
        await ReadNewAsync(cancellationToken).ConfigureAwait(false);
        return _indexes.GetValueOrDefault((tenant, encoder));
    }

    /// <summary>How many of the tenant's vectors of an encoder are for a base model, as far as they have been read.</summary>
    internal int CountOf(Digest encoder, string baseModel) =>
        TenantScope.Tenant is { } tenant && _indexes.TryGetValue((tenant, encoder), out var vectors) ? vectors.CountOf(baseModel) : 0;

    /// <summary>Whether everything that was there at the first use has been read.</summary>
    internal bool IsRead
    {
        get
        {
            lock (_recent)
                return _first is { IsCompletedSuccessfully: true };
        }
    }

    /// <summary>Reads everything, if nobody has begun to.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the reading.</param>
    public Task WarmUpAsync(CancellationToken cancellationToken)
    {
        lock (_recent)
        {
            if (_first is null or { IsFaulted: true })
                _first = Task.Run(() => ReadAllAsync(_stopping.Token), _stopping.Token);
            return _first.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _reading.Dispose();
    }

    private async Task WhenReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WarmUpAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new IndexLoadingException(Interlocked.Read(ref _done), Interlocked.Read(ref _all));
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            // The first query tells how long the second will take; what comes in between is read by the next search.
            Interlocked.Exchange(ref _all, await Embedded(db).LongCountAsync(cancellationToken).ConfigureAwait(false));
            await foreach (var row in Rows(Embedded(db)).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
                Add(row);
        }
    }

    private async Task ReadNewAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var all = TenantScope.EnterAll();
            var since = _newest == DateTimeOffset.MinValue ? _newest : _newest - Overlap;
            var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                var late = Embedded(db).Where(version => version.CreatedAt >= since);
                var ids = await late.Select(version => version.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                ids.RemoveAll(_recent.ContainsKey);
                if (ids.Count == 0)
                    return;
                foreach (var row in await Rows(Embedded(db).Where(version => ids.Contains(version.Id))).ToListAsync(cancellationToken).ConfigureAwait(false))
                    Add(row);
            }
            Forget();
        }
        finally
        {
            _reading.Release();
        }
    }

    private static IQueryable<AdapterVersion> Embedded(RegistryDb db) => db.AdapterVersions.AsNoTracking().Where(version => version.Embedding != null);

    private static IQueryable<EmbeddingRow> Rows(IQueryable<AdapterVersion> versions) => versions
        .OrderBy(version => version.CreatedAt).ThenBy(version => version.Id)
        .Select(version => new EmbeddingRow(version.Id, EF.Property<string>(version, TenantColumn.Name), version.CreatedAt, version.BaseModel, version.EncoderDigest, version.Embedding!));

    private void Add(EmbeddingRow row)
    {
        if (row.CreatedAt > _newest)
            _newest = row.CreatedAt;
        if (row.CreatedAt >= _newest - Overlap)
            _recent[row.Id] = row.CreatedAt;
        Interlocked.Increment(ref _done);
        if (_done % 65536 == 0)
            Forget();
        if (row.Encoder is { } encoder)
            _indexes.GetOrAdd((row.Tenant, encoder), _ => new VectorIndex(row.Embedding.Length)).Add(row.Id, row.Embedding, row.BaseModel);
    }

    // Only what the overlap reads again has to be told from what is new.
    private void Forget()
    {
        foreach (var (id, _) in _recent.Where(entry => entry.Value < _newest - Overlap).ToList())
            _recent.Remove(id);
    }
}
