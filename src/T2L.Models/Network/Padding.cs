using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Which columns of a batch are padding, and the positions of the rest.</summary>
/// <param name="Bias">Added to scores, [B, 1, 1, S]: 0 for a token.</param>
/// <param name="Positions">Positions of the new tokens, [B, T] int64; 0 at padding.</param>
/// <param name="Next">Real tokens of each row after this pass, [B, 1] int64.</param>
internal sealed record Padding(Tensor Bias, Tensor Positions, Tensor Next)
{
    /// <summary>Adds new columns to those that the cache holds.</summary>
    /// <param name="cache">Earlier columns, where kept.</param>
    /// <param name="mask">[B, T], 1 for a token; null where all new ones are.</param>
    /// <param name="batch">B.</param>
    /// <param name="tokens">T.</param>
    /// <param name="blocked">Added to the score of padding.</param>
    /// <param name="device">Where the model computes.</param>
    public static Padding Continue(KeyValueCache? cache, Tensor? mask, long batch, long tokens, float blocked, Device? device)
    {
        var kept = mask is null
            ? ones([batch, tokens], dtype: ScalarType.Int64, device: device)
            : mask.to(ScalarType.Int64);
        if (kept.shape is not [var rows, var columns] || rows != batch || columns != tokens)
            throw new ArgumentException($"The attention mask is [{string.Join(", ", kept.shape)}], the token ids are [{batch}, {tokens}].", nameof(mask));

        var earlier = cache?.Positions ?? zeros([batch, 1], dtype: ScalarType.Int64, device: device);
        if (cache is { Length: > 0, Positions: null })
            earlier = earlier + cache.Length;
        var counted = kept.cumsum(1) + earlier; // [B, T]
        var bias = ((1 - kept).to(ScalarType.Float32) * blocked).view(batch, 1, 1, tokens);
        if (cache is { Length: > 0 })
            bias = cat([cache.Bias ?? zeros([batch, 1, 1, cache.Length], dtype: ScalarType.Float32, device: device), bias], 3);
        return new Padding(bias, (counted - 1).clamp(min: 0), counted.narrow(1, tokens - 1, 1));
    }
}
