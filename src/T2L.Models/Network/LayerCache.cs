using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Keys and values of one layer.</summary>
/// <remarks>
/// With a window W, a new token sees at most W - 1 earlier ones: when the memory is full, those move to its front, once every W tokens
/// or so. Without one it doubles.
/// </remarks>
internal sealed class LayerCache(long rows, long width, int? window, long firstCapacity, ScalarType precision, Device? device) : IDisposable
{
    private readonly long _keep = window - 1 ?? long.MaxValue; // earlier tokens that a new one may see
    private Tensor? _keys, _values; // [rows, capacity, D]
    private long _capacity, _count;

    public long Bytes => 2 * rows * _capacity * width * (_keys?.element_size() ?? 0);

    /// <summary>Adds keys and values, [rows, T, D] each.</summary>
    /// <returns>Those that the new tokens may see, with themselves at the end: [rows, min(earlier, W - 1) + T, D].</returns>
    public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values, long tokens)
    {
        if (_count == 0 && tokens > _keep)
        {
            // A prompt longer than the window sees itself; only its end is worth keeping.
            Store(keys.narrow(1, tokens - _keep, _keep), values.narrow(1, tokens - _keep, _keep), _keep);
            return (keys, values);
        }
        long seen = Math.Min(_count, _keep) + tokens;
        Store(keys, values, tokens);
        return (_keys!.narrow(1, _count - seen, seen), _values!.narrow(1, _count - seen, seen));
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _values?.Dispose();
    }

    private void Store(Tensor keys, Tensor values, long tokens)
    {
        if (_count + tokens > _capacity || _keys is null)
            MakeRoom(tokens);
        _keys!.narrow(1, _count, tokens).copy_(keys);
        _values!.narrow(1, _count, tokens).copy_(values);
        _count += tokens;
    }

    private void MakeRoom(long tokens)
    {
        long kept = Math.Min(_count, _keep);
        // What stays must not be copied onto itself.
        bool inPlace = _keys is not null && kept + tokens <= _capacity && _count >= 2 * kept;
        if (!inPlace)
            _capacity = Math.Max(kept + tokens, _keys is null ? FirstCapacity() : 2 * _capacity);
        _keys = Moved(_keys, kept, inPlace);
        _values = Moved(_values, kept, inPlace);
        _count = kept;
    }

    // Twice the window: half of it is what stays.
    private long FirstCapacity() => _keep < long.MaxValue / 2 ? Math.Min(firstCapacity, 2 * _keep + 2) : firstCapacity;

    private Tensor Moved(Tensor? old, long kept, bool inPlace)
    {
        var target = inPlace ? old! : empty([rows, _capacity, width], dtype: precision, device: device).DetachFromDisposeScope();
        if (old is not null && kept > 0)
        {
            using var source = old.narrow(1, _count - kept, kept);
            using var front = target.narrow(1, 0, kept);
            front.copy_(source);
        }
        if (!inPlace)
            old?.Dispose();
        return target;
    }
}
