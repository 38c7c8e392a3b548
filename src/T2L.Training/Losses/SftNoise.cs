using static TorchSharp.torch;

namespace T2L.Training.Losses;

/// <summary>The noise of one worker's step. It depends on the seed alone, whatever other workers draw at the same time.</summary>
/// <param name="seed">Of run, step and worker.</param>
/// <param name="device">Where the model computes.</param>
internal sealed class SftNoise(int seed, Device device) : IDisposable
{
    private readonly Generator _generator = new((ulong)(uint)seed, device);

    /// <summary>Uniform noise on embeddings within ±α / √(tokens · width): NEFTune (Jain et al. 2023, arXiv:2310.05914).</summary>
    /// <param name="alpha">α; 0 for none.</param>
    /// <returns>What <see cref="T2L.Models.Transformer.Hidden"/> does to embeddings [B, T, H]; null for nothing.</returns>
    public Func<Tensor, Tensor>? OnEmbeddings(double alpha) => alpha == 0 ? null : embeddings =>
    {
        var bound = alpha / Math.Sqrt((double)embeddings.shape[1] * embeddings.shape[2]);
        return embeddings + ((Draw(embeddings.shape) * 2 - 1) * bound).to(embeddings.dtype);
    };

    /// <summary>Dropout: some values become zero, the others grow so that the mean stays.</summary>
    /// <param name="share">Chance to be dropped; 0 for none.</param>
    /// <returns>What is done to the input of A; null for nothing.</returns>
    public Func<Tensor, Tensor>? Dropout(double share) => share == 0 ? null : values =>
        values * (Draw(values.shape) >= share).to(values.dtype) / (1 - share);

    public void Dispose() => _generator.Dispose();

    private Tensor Draw(long[] shape) => rand(shape, device: device, generator: _generator);
}
