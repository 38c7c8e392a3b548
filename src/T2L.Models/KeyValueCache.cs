using T2L.Models.Network;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>Keys and values of the tokens that a batch has seen, so that each new token costs one step.</summary>
/// <remarks>
/// A layer with a window keeps what later tokens can still see and no more. Memory grows with the tokens. For use without gradients.
/// It also remembers which columns are padding and how many real tokens each row has.
/// </remarks>
public sealed class KeyValueCache : IDisposable
{
    private readonly long _batch;
    private readonly Device? _device;
    private readonly LayerCache[] _layers;
    private long _biasCapacity;
    private Tensor? _bias; // [B, 1, 1, capacity], from the first padding on
    private Tensor? _counts; // [B, 1] int64, from the first padding on

    /// <summary>An empty cache.</summary>
    /// <param name="config">The model's shapes.</param>
    /// <param name="batch">Rows of the batch, B.</param>
    /// <param name="capacity">Tokens to set memory aside for at first; more is taken when they are used up.</param>
    /// <param name="device">Where the model computes.</param>
    /// <param name="precision">The model's number format; default float32.</param>
    public KeyValueCache(ModelConfig config, int batch, int capacity, Device? device = null, ScalarType? precision = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_batch, _device, _biasCapacity) = (batch, device, capacity);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(layer => new LayerCache(
            batch * config.KeyValueHeads, config.HeadDim, config.WindowOf(layer), capacity, precision ?? ScalarType.Float32, device))];
    }

    /// <summary>Tokens seen, padding included.</summary>
    public long Length { get; private set; }

    /// <summary>Memory that keys and values take now.</summary>
    public long Bytes => _layers.Sum(layer => layer.Bytes);

    /// <summary>Whether a pass has brought padding.</summary>
    internal bool HasPadding => _counts is not null;

    /// <summary>Tokens of each row without padding, [B, 1] int64.</summary>
    internal Tensor Counts => _counts ?? full([_batch, 1], Length, dtype: ScalarType.Int64, device: _device);

    /// <summary>What is added to the scores of earlier and of new tokens, [B, 1, 1, length + T].</summary>
    internal Tensor Bias(long tokens) => _bias!.narrow(3, 0, Length + tokens);

    /// <summary>Remembers which of the new columns are padding.</summary>
    /// <param name="bias">[B, 1, 1, T]: 0 for a token.</param>
    /// <returns>That of all columns, [B, 1, 1, length + T].</returns>
    internal Tensor AddBias(Tensor bias)
    {
        _bias ??= AllocateBias();
        long tokens = bias.shape[3];
        _bias.narrow(3, Length, tokens).copy_(bias);
        return Bias(tokens);
    }

    /// <summary>Adds the new tokens' keys and values of one layer.</summary>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="keys">[B·K, T, D].</param>
    /// <param name="values">[B·K, T, D].</param>
    /// <param name="tokens">T.</param>
    /// <returns>Those that the new tokens may see, [B·K, S, D].</returns>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values, long tokens)
    {
        if (is_grad_enabled())
            throw new InvalidOperationException("A key-value cache is written in place and cannot be part of a training graph. Use it under torch.no_grad().");
        return _layers[layer].Append(keys, values, tokens);
    }

    /// <summary>Makes room for what the next tokens' padding takes, before any layer appends.</summary>
    internal void Reserve(long batch, long tokens)
    {
        if (batch != _batch)
            throw new ArgumentException($"The cache is for {_batch} rows, the token ids have {batch}.", nameof(batch));
        if (Length + tokens <= _biasCapacity)
            return;
        _biasCapacity = Math.Max(Length + tokens, 2 * _biasCapacity);
        if (_bias is not { } old)
            return;
        _bias = AllocateBias();
        using var source = old.narrow(3, 0, Length);
        using var target = _bias.narrow(3, 0, Length);
        target.copy_(source);
        old.Dispose();
    }

    /// <summary>Counts the new tokens, after all layers have appended.</summary>
    /// <param name="tokens">T.</param>
    /// <param name="counts">Tokens of each row without padding, [B, 1]; null where nothing is padding.</param>
    internal void Advance(long tokens, Tensor? counts)
    {
        Length += tokens;
        if (counts is null)
            return;
        _counts?.Dispose();
        _counts = counts.DetachFromDisposeScope();
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (var layer in _layers)
            layer.Dispose();
        _bias?.Dispose();
        _counts?.Dispose();
    }

    private Tensor AllocateBias() =>
        zeros([_batch, 1, 1, _biasCapacity], dtype: ScalarType.Float32, device: _device).DetachFromDisposeScope();
}
