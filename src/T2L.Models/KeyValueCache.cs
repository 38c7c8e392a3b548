using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>Keys and values of the tokens that a batch has seen, so that each new token costs one step.</summary>
/// <remarks>
/// Memory is set aside for <see cref="Capacity"/> tokens and doubles when they are used up. For use without gradients.
/// It also remembers which columns are padding and how many real tokens each row has.
/// </remarks>
public sealed class KeyValueCache : IDisposable
{
    private readonly long _batch, _groups, _width;
    private readonly Device? _device;
    private readonly Tensor[] _keys; // of each layer, [B·K, capacity, D]
    private readonly Tensor[] _values;
    private Tensor? _bias; // [B, 1, 1, capacity], from the first padding on
    private Tensor? _counts; // [B, 1] int64, from the first padding on

    /// <summary>An empty cache.</summary>
    /// <param name="config">The model's shapes.</param>
    /// <param name="batch">Rows of the batch, B.</param>
    /// <param name="capacity">Tokens to set memory aside for.</param>
    /// <param name="device">Where the model computes.</param>
    public KeyValueCache(ModelConfig config, int batch, int capacity, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_batch, _groups, _width) = (batch, config.KeyValueHeads, config.HeadDim);
        _device = device;
        Capacity = capacity;
        _keys = [.. Enumerable.Range(0, config.Layers).Select(_ => Allocate())];
        _values = [.. Enumerable.Range(0, config.Layers).Select(_ => Allocate())];
    }

    /// <summary>Tokens held, padding included.</summary>
    public long Length { get; private set; }

    /// <summary>Tokens there is memory for.</summary>
    public long Capacity { get; private set; }

    /// <summary>Whether a pass has brought padding.</summary>
    internal bool HasPadding => _counts is not null;

    /// <summary>Tokens of each row without padding, [B, 1] int64.</summary>
    internal Tensor Counts => _counts ?? full([_batch, 1], Length, dtype: ScalarType.Int64, device: _device);

    /// <summary>What is added to the scores of the held keys and of new tokens, [B, 1, 1, length + T].</summary>
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
    /// <returns>Those of all tokens, [B·K, length + T, D].</returns>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values, long tokens)
    {
        if (is_grad_enabled())
            throw new InvalidOperationException("A key-value cache is written in place and cannot be part of a training graph. Use it under torch.no_grad().");
        long end = Length + tokens;
        _keys[layer].narrow(1, Length, tokens).copy_(keys);
        _values[layer].narrow(1, Length, tokens).copy_(values);
        return (_keys[layer].narrow(1, 0, end), _values[layer].narrow(1, 0, end));
    }

    /// <summary>Makes room for the next tokens, before any layer appends.</summary>
    internal void Reserve(long batch, long tokens)
    {
        if (batch != _batch)
            throw new ArgumentException($"The cache is for {_batch} rows, the token ids have {batch}.", nameof(batch));
        if (Length + tokens <= Capacity)
            return;
        Capacity = Math.Max(Length + tokens, 2 * Capacity);
        foreach (var tensors in (Tensor[][])[_keys, _values])
            for (int layer = 0; layer < tensors.Length; layer++)
                tensors[layer] = Move(tensors[layer], Allocate(), 1);
        if (_bias is { } bias)
            _bias = Move(bias, AllocateBias(), 3);
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
        foreach (var tensor in _keys.Concat(_values))
            tensor.Dispose();
        _bias?.Dispose();
        _counts?.Dispose();
    }

    private Tensor Allocate() =>
        empty([_batch * _groups, Capacity, _width], dtype: ScalarType.Float32, device: _device).DetachFromDisposeScope();

    private Tensor AllocateBias() =>
        zeros([_batch, 1, 1, Capacity], dtype: ScalarType.Float32, device: _device).DetachFromDisposeScope();

    private Tensor Move(Tensor old, Tensor wider, long dimension)
    {
        if (Length > 0)
        {
            using var source = old.narrow(dimension, 0, Length);
            using var target = wider.narrow(dimension, 0, Length);
            target.copy_(source);
        }
        old.Dispose();
        return wider;
    }
}
