using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Works out positions and masks of a forward pass.</summary>
/// <remarks>
/// A sliding layer with a window W is one whose cache holds at most the last W - 1 columns. Windows count columns, as those of the
/// reference implementation do: padding belongs on the left of a prompt, where it is before every token.
/// </remarks>
internal sealed class PassBuilder(ModelConfig config, ScalarType precision, Device? device) : IDisposable
{
    // Far below every score, and small enough that two of them still are a number: a row that sees nothing must not become NaN.
    private const float Blocked = -1e30f;

    private readonly RotaryTable _rotary = new(config, precision, device);

    public ForwardPass Begin(Tensor inputIds, Tensor? attentionMask, KeyValueCache? cache, IProjectionAdapter? adapter)
    {
        long[] shape = inputIds.shape;
        if (shape.Length != 2)
            throw new ArgumentException($"Token ids are [{string.Join(", ", shape)}], expected [batch, tokens].", nameof(inputIds));
        (long batch, long tokens) = (shape[0], shape[1]);
        long past = cache?.Length ?? 0;
        cache?.Reserve(batch, tokens);

        if (attentionMask is null && cache is not { HasPadding: true })
        {
            var (mask, sliding) = Masks(null, past, tokens);
            return new ForwardPass(batch, tokens, _rotary.Consecutive(past, tokens), mask, sliding, cache, adapter);
        }
        var padding = attentionMask is null
            ? Padding.AddTokens(cache!, tokens)
            : Padding.Add(cache, Checked(attentionMask, batch, tokens), Blocked);
        var rotation = _rotary.At(padding.Positions, past + tokens);
        var (paddedMask, paddedSliding) = Masks(padding.Bias, past, tokens);
        return new ForwardPass(batch, tokens, rotation, paddedMask, paddedSliding, cache, adapter) { Next = padding.Next };
    }

    public static void End(ForwardPass pass) => pass.Cache?.Advance(pass.Tokens, pass.Next);

    public void Dispose() => _rotary.Dispose();

    private static Tensor Checked(Tensor mask, long batch, long tokens) =>
        mask.shape is [var rows, var columns] && rows == batch && columns == tokens
            ? mask
            : throw new ArgumentException($"The attention mask is [{string.Join(", ", mask.shape)}], the token ids are [{batch}, {tokens}].", nameof(mask));

    /// <summary>The masks of both kinds of layers; one and the same while the window reaches back to the first token.</summary>
    private (Tensor? Full, Tensor? Sliding) Masks(Tensor? padding, long past, long tokens)
    {
        long window = config.SlidingWindow ?? long.MaxValue;
        if (window >= past + tokens)
            return Mask(padding, past, tokens, window) is var one ? (one, one) : default;
        long kept = Math.Min(past, window - 1);
        return (Mask(padding, past, tokens, long.MaxValue), Mask(padding?.narrow(3, past - kept, kept + tokens), kept, tokens, window));
    }

    /// <summary>[B or 1, 1, T or 1, S]: 0 where query t sees key s; null where each sees all.</summary>
    private Tensor? Mask(Tensor? padding, long past, long tokens, long window)
    {
        if (tokens == 1)
            return padding;
        var causal = Causal(past, tokens, window);
        return padding is null ? causal : padding + causal;
    }

    /// <summary>[T, S]: 0 where key s is not after query t and in its window, that is past + t - window &lt; s &lt;= past + t.</summary>
    private Tensor Causal(long past, long tokens, long window)
    {
        var blocked = full([tokens, past + tokens], Blocked, dtype: ScalarType.Float32, device: device);
        var later = blocked.triu(past + 1);
        return window >= past + tokens ? later : later + blocked.tril(past - window);
    }
}
