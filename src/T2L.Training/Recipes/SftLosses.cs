using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Losses;
using T2L.Training.Running;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>What a step of supervised fine-tuning computes: descriptions → LoRAs → the base's answers → loss.</summary>
/// <param name="network">Learns.</param>
/// <param name="baseModel">Frozen.</param>
/// <param name="embeddings">Of the tasks' descriptions.</param>
/// <param name="options">Noise, penalties, seed.</param>
internal sealed class SftLosses(HyperModulator network, Transformer baseModel, TaskEmbeddings embeddings, SftOptions options)
{
    /// <summary>The losses of a step, each of a share of its tasks; their mean is what is learnt from.</summary>
    /// <param name="step">Counted from 0; draws wordings and noise.</param>
    /// <param name="batch">Tasks with their examples.</param>
    /// <param name="shares">How many losses.</param>
    public IReadOnlyList<Func<Tensor>> At(int step, TaskDraw[] batch, int shares) =>
        Batches.Losses(batch, shares, (share, number) => Of(share, Seeds.Mix(options.Seed, step, number)));

    /// <summary>The loss of some tasks together: one LoRA for each, all examples as one batch of the base.</summary>
    /// <param name="share">Tasks, each with the same number of examples.</param>
    /// <param name="seed">Draws wordings and noise.</param>
    public Tensor Of(TaskDraw[] share, int seed)
    {
        using var noise = new SftNoise(seed, baseModel.Device);
        var drawn = embeddings.Draw([.. share.Select(draw => draw.Task)], new Random(seed), options.EmbeddingNoise);
        var factors = network.forward(drawn.to(baseModel.Device));
        var lora = new GroupedLora(factors, network.Config.Lora.Scaling, noise.Dropout(options.LoraDropout));
        var answers = new AnswerBatch([.. share.SelectMany(draw => draw.Examples)]).Loss(baseModel, lora, options.LabelSmoothing, noise.OnEmbeddings(options.NeftuneAlpha));
        return answers + SftLoss.GeneratedWeights(factors.Values) * options.GeneratedWeightPenalty;
    }
}
