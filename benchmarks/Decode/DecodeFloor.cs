using T2L.Benchmarks.Probes;
using T2L.Models;

namespace T2L.Benchmarks.Decode;

/// <summary>What a decode step cannot do without: every weight read once, the held keys and values read, every product computed.</summary>
/// <param name="Bytes">Read in one step of the whole batch.</param>
/// <param name="Operations">Of one step of the whole batch; a multiply-add is two.</param>
internal sealed record DecodeFloor(double Bytes, double Operations)
{
    /// <param name="shape">Model and batch.</param>
    /// <param name="adapters">Different adapters in the batch; each is read once.</param>
    /// <param name="adapterNumbers">Numbers in one adapter.</param>
    public static DecodeFloor Of(DecodeShape shape, int adapters, long adapterNumbers)
    {
        var config = shape.Config;
        // The embedding is also the head, so all of it is read.
        double weights = (double)config.VocabularySize * config.HiddenSize + config.Layers * LayerWeights(config);
        double held = shape.PromptTokens + shape.Tokens / 2.0;
        double cache = 2.0 * config.Layers * config.KeyValueSize * held * shape.Batch;
        double attention = 2.0 * config.Layers * config.QuerySize * held * shape.Batch;
        double own = adapters > 0 ? (double)adapterNumbers * shape.Batch : 0;
        return new DecodeFloor(sizeof(float) * (weights + cache + (double)adapters * adapterNumbers), 2 * (weights * shape.Batch + attention + own));
    }

    /// <summary>Tokens a second of the whole batch at most.</summary>
    public double TokensPerSecond(int batch, Peak peak) => batch / peak.Seconds(Bytes, Operations);

    private static double LayerWeights(ModelConfig config) =>
        (double)config.HiddenSize * (2 * config.QuerySize + 2 * config.KeyValueSize + 3 * config.IntermediateSize);
}
