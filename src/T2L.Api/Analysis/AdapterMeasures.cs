using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Analysis;
using T2L.Registry.Catalog;

namespace T2L.Api.Analysis;

/// <summary>Norms, spectra and tensors of published adapters. A version never changes, so what was measured once is kept.</summary>
/// <param name="catalog">Reads the adapters.</param>
internal sealed class AdapterMeasures(AdapterCatalog catalog) : IDisposable
{
    /// <summary>Larger adapters are not read for a page: reading them takes the memory that the API is to live in.</summary>
    public const long MostBytes = 256_000_000;

    private const int MostKept = 128;
    private readonly ConcurrentDictionary<Digest, Measured> _kept = [];
    private readonly ConcurrentDictionary<(Digest Left, Digest Right), AdapterComparison> _compared = [];

    // One at a time: it is the processor that is short, and memory.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Measures a version.</summary>
    /// <exception cref="AdapterTooLargeException">It is larger than <see cref="MostBytes"/>.</exception>
    public Task<Measured> OfAsync(CatalogEntry entry, CancellationToken cancellationToken) => KeptAsync(_kept, entry.Digest, async () =>
    {
        var adapter = await LoadAsync(entry, cancellationToken);
        return await Task.Run(() => new Measured(AdapterSpectrum.Of(adapter, cancellationToken), TensorRow.Of(adapter)), cancellationToken);
    }, cancellationToken);

    /// <summary>Compares two versions.</summary>
    /// <exception cref="AdapterTooLargeException">One is larger than <see cref="MostBytes"/>.</exception>
    /// <exception cref="AdaptersDifferException">They are not of a kind that can be compared.</exception>
    public Task<AdapterComparison> CompareAsync(CatalogEntry left, CatalogEntry right, CancellationToken cancellationToken) => KeptAsync(_compared, (left.Digest, right.Digest), async () =>
    {
        var (one, other) = (await LoadAsync(left, cancellationToken), await LoadAsync(right, cancellationToken));
        return AdapterComparison.Fault(one, other) is { } fault
            ? throw new AdaptersDifferException(fault)
            : await Task.Run(() => AdapterComparison.Of(one, other, cancellationToken), cancellationToken);
    }, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<AnyAdapter> LoadAsync(CatalogEntry entry, CancellationToken cancellationToken) => entry.Bytes <= MostBytes
        ? await catalog.LoadAnyAsync(entry.Digest, cancellationToken)
        : throw new AdapterTooLargeException($"'{entry.Name}:{entry.Version}' has {entry.Bytes} bytes; adapters of up to {MostBytes} are measured here.");

    private async Task<T> KeptAsync<TKey, T>(ConcurrentDictionary<TKey, T> kept, TKey key, Func<Task<T>> measure, CancellationToken cancellationToken)
        where TKey : notnull
    {
        if (kept.TryGetValue(key, out var known))
            return known;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (kept.TryGetValue(key, out known))
                return known;
            var measured = await measure();
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
internal sealed class AdapterTooLargeException(string message) : Exception(message);

/// <summary>Two adapters cannot be compared number by number.</summary>
/// <param name="message">Why.</param>
internal sealed class AdaptersDifferException(string message) : Exception(message);
