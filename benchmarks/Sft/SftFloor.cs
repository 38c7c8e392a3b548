using T2L.Benchmarks.Hypernetwork;
using T2L.Benchmarks.Probes;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;

namespace T2L.Benchmarks.Sft;

/// <summary>The matrix products that a step of supervised fine-tuning cannot do without, in multiply-adds. Element by element work is not counted.</summary>
/// <param name="Examples">In the step.</param>
/// <param name="Base">The frozen base: forward, and back to its inputs; its weights take no gradients.</param>
/// <param name="Adapters">The LoRAs' products, forward and back to inputs and factors.</param>
/// <param name="Hypernetwork">Forward, and back to inputs and weights.</param>
/// <remarks>
/// Tokens are those of the examples, no padding; a token attends to itself and those before it. All tokens go through all layers, though
/// the last one is asked about the answers alone. Nothing goes back past what the first layer's queries and values add to the embeddings.
/// </remarks>
internal sealed record SftFloor(int Examples, double Base, double Adapters, double Hypernetwork)
{
    /// <param name="config">The base.</param>
    /// <param name="hypernetwork">The hypernetwork; it adapts <c>q_proj</c> and <c>v_proj</c>.</param>
    /// <param name="batch">Tasks with their examples.</param>
    public static SftFloor Of(ModelConfig config, HypernetworkConfig hypernetwork, IReadOnlyList<TaskDraw> batch)
    {
        var examples = batch.SelectMany(draw => draw.Examples).ToList();
        return new SftFloor(
            examples.Count,
            examples.Sum(example => OfBase(config, example.Length - 1, example.ScoredLength)),
            examples.Sum(example => OfAdapters(hypernetwork, example.Length - 1)),
            batch.Count * OfHypernetwork(hypernetwork));
    }

    /// <summary>Examples a second at most.</summary>
    public double ExamplesPerSecond(Peak peak) => Examples / peak.Seconds(bytes: 0, operations: 2 * (Base + Adapters + Hypernetwork));

    private static double OfBase(ModelConfig config, double tokens, double scored)
    {
        double into = (double)config.HiddenSize * (config.QuerySize + 2 * config.KeyValueSize);
        double behind = (double)config.HiddenSize * (config.QuerySize + 3 * config.IntermediateSize);
        double head = (double)config.HiddenSize * config.VocabularySize;
        double looks = config.QuerySize * tokens * (tokens + 1) / 2; // scores of all heads, or their mix of the values
        double forward = config.Layers * (tokens * (into + behind) + 2 * looks);
        double backward = config.Layers * (tokens * (into + behind) + 4 * looks) - tokens * into - looks; // no way back to the first keys
        return forward + backward + 2 * scored * head;
    }

    private static double OfAdapters(HypernetworkConfig config, double tokens)
    {
        double down = tokens * config.Rank * config.Modules.Sum(module => module.InFeatures);
        double up = tokens * config.Rank * config.Modules.Sum(module => module.OutFeatures);
        return 3 * config.Layers * (down + up) - down;
    }

    // An embedding takes no gradient.
    private static double OfHypernetwork(HypernetworkConfig config) =>
        3 * HypernetworkFloor.Of(config).Operations / 2 - (double)config.TaskEmbeddingSize * config.EncodedTaskSize;
}
