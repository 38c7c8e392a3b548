using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Works out positions and mask of a forward pass.</summary>
internal sealed class PassBuilder(ModelConfig config, Device? device) : IDisposable
{
    // Far below every score, and small enough that two of them still are a number: a row that sees nothing must not become NaN.
    private const float Blocked = -1e30f;

    private readonly RotaryTable _rotary = new(config, device);

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
            var mask = tokens > 1 ? Causal(tokens, past) : null;
            return new ForwardPass(batch, tokens, _rotary.Consecutive(past, tokens), mask, cache, adapter);
        }
        var padding = attentionMask is null
            ? Padding.AddTokens(cache!, tokens)
            : Padding.Add(cache, Checked(attentionMask, batch, tokens), Blocked);
        var rotation = _rotary.At(padding.Positions, past + tokens);
        var all = tokens > 1 ? padding.Bias + Causal(tokens, past) : padding.Bias;
        return new ForwardPass(batch, tokens, rotation, all, cache, adapter) { Next = padding.Next };
    }

    public static void End(ForwardPass pass) => pass.Cache?.Advance(pass.Tokens, pass.Next);

    public void Dispose() => _rotary.Dispose();

    private static Tensor Checked(Tensor mask, long batch, long tokens) =>
        mask.shape is [var rows, var columns] && rows == batch && columns == tokens
            ? mask
            : throw new ArgumentException($"The attention mask is [{string.Join(", ", mask.shape)}], the token ids are [{batch}, {tokens}].", nameof(mask));

    /// <summary>[T, S]: 0 where key s is not after query t, that is s &lt;= past + t.</summary>
    private Tensor Causal(long tokens, long past) =>
        full([tokens, past + tokens], Blocked, dtype: ScalarType.Float32, device: device).triu(past + 1);
}
