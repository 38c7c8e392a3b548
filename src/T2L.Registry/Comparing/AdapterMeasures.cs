using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Analysis;
using T2L.Registry.Catalog;

namespace T2L.Registry.Comparing;

/// <summary>Norms, spectra and tensors of published adapters. A version never changes, so what was measured once is kept.</summary>
/// <param name="catalog">Reads the adapters.</param>
/// <param name="mostBytes">The largest adapter that is read, in bytes; none is too large unless a server says so.</param>
public sealed class AdapterMeasures(AdapterCatalog catalog, long mostBytes = long.MaxValue) : IDisposable
{
    /// <summary>What a server reads at most for a page: reading more takes the memory that it is to live in.</summary>
    public const long MostBytesInServer = 256_000_000;

    private const int MostKept = 128;
    private readonly ConcurrentDictionary<Digest, Measured> _kept = [];
    private readonly ConcurrentDictionary<(Digest Left, Digest Right), AdapterComparison> _compared = [];

    // One at a time: it is the processor that is short, and memory.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Measures a version.</summary>
    /// <param name="entry">Which.</param>
    /// <param name="cancellationToken">Stops the measuring.</param>
    /// <exception cref="AdapterTooLargeException">It is larger than what is read here.</exception>
    public Task<Measured> OfAsync(CatalogEntry entry, CancellationToken cancellationToken) => KeptAsync(_kept, Named(entry).Digest, async () =>
    {
        var adapter = await LoadAsync(entry, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => new Measured(AdapterSpectrum.Of(adapter, cancellationToken), TensorRow.Of(adapter)), cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Compares what two versions change, matrix by matrix.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="cancellationToken">Stops the comparing.</param>
    /// <exception cref="AdapterTooLargeException">One is larger than what is read here.</exception>
    /// <exception cref="AdaptersDifferException">They are not of a kind that can be compared.</exception>
    public Task<AdapterComparison> CompareAsync(CatalogEntry left, CatalogEntry right, CancellationToken cancellationToken) => KeptAsync(_compared, (Named(left).Digest, Named(right).Digest), async () =>
    {
        var (one, other) = (await LoadAsync(left, cancellationToken).ConfigureAwait(false), await LoadAsync(right, cancellationToken).ConfigureAwait(false));
        return AdapterComparison.Fault(one, other) is { } fault
            ? throw new AdaptersDifferException(fault)
            : await Task.Run(() => AdapterComparison.Of(one, other, cancellationToken), cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static CatalogEntry Named(CatalogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry;
    }

    private async Task<AnyAdapter> LoadAsync(CatalogEntry entry, CancellationToken cancellationToken) => entry.Bytes <= mostBytes
        ? await catalog.LoadAnyAsync(entry.Digest, cancellationToken).ConfigureAwait(false)
        : throw new AdapterTooLargeException($"'{entry.Name}:{entry.Version}' has {entry.Bytes} bytes; adapters of up to {mostBytes} are measured here.");

    private async Task<T> KeptAsync<TKey, T>(ConcurrentDictionary<TKey, T> kept, TKey key, Func<Task<T>> measure, CancellationToken cancellationToken)
        where TKey : notnull
    {
        if (kept.TryGetValue(key, out var known))
            return known;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (kept.TryGetValue(key, out known))
                return known;
            var measured = await measure().ConfigureAwait(false);
            if (kept.Count >= MostKept)
                kept.Clear();
            return kept[key] = measured;
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>An adapter is too large to be measured here.</summary>
/// <param name="message">What, got, expected.</param>
public sealed class AdapterTooLargeException(string message) : Exception(message);

/// <summary>Two adapters cannot be compared number by number.</summary>
/// <param name="message">Why.</param>
public sealed class AdaptersDifferException(string message) : Exception(message);
