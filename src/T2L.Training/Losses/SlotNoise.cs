using static TorchSharp.torch;

namespace T2L.Training.Losses;

/// <summary>
/// Blurs task codes while the base learns, so that it also acts on a code that is only about right. What a hypernetwork writes for a task
/// that it never met is a little off: a base that knows clean codes alone begins well and drifts away in the middle of an answer.
/// </summary>
/// <param name="neutral">Embeddings of the neutral slots, shape [slots, H]: an adapter adds to them, and need not take them away.</param>
/// <param name="strength">1 for Gaussian noise up to the codes' own size, up to all of the neutral embedding and half of another example's code.</param>
/// <param name="seed">Of run, step and worker.</param>
internal sealed class SlotNoise(Tensor neutral, double strength, int seed) : IDisposable
{
    private const double MostOfAnother = 0.5;

    private readonly Generator _generator = new((ulong)(uint)seed, neutral.device);

    /// <summary>What <see cref="T2L.Models.Transformer.Hidden"/> does to the embeddings [B, T, H] of a batch; examples without a code stay as they are.</summary>
    /// <param name="coded">For each example, whether its slots hold a code.</param>
    public Func<Tensor, Tensor> On(IReadOnlyList<bool> coded) => embeddings =>
    {
        var (rows, slots) = (coded.Count, neutral.shape[0]);
        var codes = embeddings.narrow(1, 0, slots);                                       // [B, slots, H]
        var size = codes.detach().square().mean([2L], keepdim: true).sqrt();              // [B, slots, 1]
        var others = codes.detach().index_select(0, tensor([.. Enumerable.Range(0, rows).Select(row => (long)((row + 1) % rows))]));
        var blur = size * randn(codes.shape, generator: _generator) * Share(rows)
            + neutral.unsqueeze(0) * Share(rows)
            + others * Share(rows) * MostOfAnother;
        var applies = tensor([.. coded.Select(has => has ? (float)strength : 0f)], rows, 1, 1);
        return cat([codes + blur * applies, embeddings.narrow(1, slots, embeddings.shape[1] - slots)], dim: 1);
    };

    public void Dispose() => _generator.Dispose();

    // One for each example: from hardly anything to the whole.
    private Tensor Share(int rows) => rand([rows, 1L, 1L], generator: _generator);
}
