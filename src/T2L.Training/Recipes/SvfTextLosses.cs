using T2L.Hypernetwork.Experts;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>What a step of text to expert computes: descriptions → experts → the base's answers → loss.</summary>
/// <param name="network">Learns.</param>
/// <param name="gated">The frozen base with its factors.</param>
/// <param name="embeddings">Of the tasks' descriptions.</param>
/// <param name="options">Noise, seed.</param>
internal sealed class SvfTextLosses(ExpertHypernetwork network, GatedNetwork gated, TaskEmbeddings embeddings, SvfTextOptions options)
{
    /// <summary>The losses of a step, each of a share of its tasks; their mean is what is learnt from.</summary>
    /// <param name="step">Counted from 0; draws wordings and noise.</param>
    /// <param name="batch">Tasks with their examples.</param>
    /// <param name="shares">How many losses.</param>
    public IReadOnlyList<Func<Tensor>> At(int step, TaskDraw[] batch, int shares) =>
        Batches.Losses(batch, shares, (share, number) => Of(share, new Random(Seeds.Mix(options.Seed, step, number))));

    // One expert for each task, all examples as one batch of the base.
    private Tensor Of(TaskDraw[] share, Random random)
    {
        var drawn = embeddings.Draw([.. share.Select(draw => draw.Task)], random, options.EmbeddingNoise);
        var raw = network.forward(drawn.to(gated.Network.Device)); // [tasks, numbers]
        return new AnswerBatch([.. share.SelectMany(draw => draw.Examples)]).Loss(gated.Network, gated.Adapter(raw));
    }
}
