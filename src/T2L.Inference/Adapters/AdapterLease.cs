namespace T2L.Inference.Adapters;

/// <summary>Keeps an adapter on the device as long as it is used.</summary>
/// <param name="adapter">The adapter.</param>
/// <param name="release">Called once, at the first disposal.</param>
internal sealed class AdapterLease(BankedAdapter adapter, Action release) : IDisposable
{
    private Action? _release = release;

    public BankedAdapter Adapter => adapter;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
