using T2L.Hypernetwork;
using static TorchSharp.torch;

namespace T2L.Training.Losses;

/// <summary>Text-to-LoRA's loss of supervised fine-tuning: label-smoothed cross-entropy of answer tokens, and the size of what was generated.</summary>
internal static class SftLoss
{
    /// <summary>Marks a position whose token is not scored: prompt and padding.</summary>
    public const long NotScored = -100;

    /// <summary>The weighted sum of the token losses (1 − ε)·nll + ε/V · Σ(−log p).</summary>
    /// <param name="logits">Shape [scored, V].</param>
    /// <param name="targets">The token that belongs at each scored position.</param>
    /// <param name="weights">What each position counts; <see cref="Weights"/> gives those of the two ways to take the mean.</param>
    /// <param name="smoothing">ε, from 0 to 1.</param>
    /// <returns>A scalar.</returns>
    public static Tensor OfTokens(Tensor logits, long[] targets, float[] weights, double smoothing = 0)
    {
        var losses = nn.functional.cross_entropy(logits, tensor(targets, device: logits.device), reduction: nn.Reduction.None, label_smoothing: smoothing); // [scored]
        return (losses * tensor(weights, device: logits.device)).sum();
    }

    /// <summary>The same for whole sequences, as the official code has it: the token at t + 1 is the target of position t. Recipes score chosen positions; this is what they are checked against.</summary>
    /// <param name="logits">Shape [B, T, V].</param>
    /// <param name="labels">Shape [B, T]; <see cref="NotScored"/> where nothing is expected.</param>
    /// <param name="equalSamples">Mean over samples of their means; false: mean over all tokens.</param>
    /// <param name="smoothing">ε, from 0 to 1.</param>
    /// <returns>A scalar.</returns>
    public static Tensor OfSequences(Tensor logits, Tensor labels, bool equalSamples, double smoothing = 0)
    {
        var (rows, length) = ((int)labels.shape[0], (int)labels.shape[1]);
        var tokens = labels.cpu().data<long>().ToArray();
        var scored = Enumerable.Range(0, rows)
            .Select(row => Enumerable.Range(row * length, length - 1).Where(at => tokens[at + 1] != NotScored).ToArray()).ToArray();
        var positions = scored.SelectMany(at => at).ToArray();
        var chosen = logits.reshape(rows * length, -1).index_select(0, tensor(positions.Select(at => (long)at).ToArray(), device: logits.device)); // [scored, V]
        return OfTokens(chosen, [.. positions.Select(at => tokens[at + 1])], Weights([.. scored.Select(at => at.Length)], equalSamples), smoothing);
    }

    /// <summary>What each scored position counts, sample after sample.</summary>
    /// <param name="lengths">Scored positions of each sample.</param>
    /// <param name="equalSamples">Every sample counts the same; false: every token does.</param>
    /// <returns>Weights that add up to 1.</returns>
    public static float[] Weights(IReadOnlyList<int> lengths, bool equalSamples)
    {
        var all = lengths.Sum();
        return [.. lengths.SelectMany(length => Enumerable.Repeat(equalSamples ? 1f / ((float)length * lengths.Count) : 1f / all, length))];
    }

    /// <summary>Σ over modules of mean(A²) + mean(B²), to be added with a small factor.</summary>
    /// <param name="factors">What the hypernetwork wrote, offset included.</param>
    /// <returns>A scalar.</returns>
    public static Tensor GeneratedWeights(IEnumerable<LoraFactors> factors) =>
        factors.Select(lora => lora.A.square().mean() + lora.B.square().mean()).Aggregate((left, right) => left + right);
}
