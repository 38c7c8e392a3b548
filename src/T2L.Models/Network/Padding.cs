using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Which columns of a batch are padding, and the positions of the rest.</summary>
/// <param name="Bias">Added to scores, [B, 1, 1, S]: 0 for a token.</param>
/// <param name="Positions">Positions of the new tokens, [B, T] int64; 0 at padding.</param>
/// <param name="Next">Tokens of each row after this pass, [B, 1] int64.</param>
internal sealed record Padding(Tensor Bias, Tensor Positions, Tensor Next)
{
    /// <summary>Adds new columns, some of them padding, to those that the cache holds.</summary>
    /// <param name="cache">Earlier columns; null for none.</param>
    /// <param name="mask">[B, T], 1 for a token.</param>
    /// <param name="blocked">Added to the score of padding.</param>
    public static Padding Add(KeyValueCache? cache, Tensor mask, float blocked)
    {
        var kept = mask.to(ScalarType.Int64);
        long batch = kept.shape[0], tokens = kept.shape[1];
        var counted = cache is { Length: > 0 } ? kept.cumsum(1) + cache.Counts : kept.cumsum(1); // [B, T]
        var bias = ((1 - kept).to(ScalarType.Float32) * blocked).view(batch, 1, 1, tokens);
        return new Padding(cache?.AddBias(bias) ?? bias, (counted - 1).clamp(min: 0), counted.narrow(1, tokens - 1, 1));
    }

    /// <summary>Adds new columns, all of them tokens, to a cache that holds padding: the step of every generated token.</summary>
    public static Padding AddTokens(KeyValueCache cache, long tokens)
    {
        var counts = cache.Counts;
        var positions = tokens == 1 ? counts : counts + arange(tokens, dtype: ScalarType.Int64, device: counts.device);
        return new Padding(cache.Bias(tokens), positions, counts + tokens);
    }
}
