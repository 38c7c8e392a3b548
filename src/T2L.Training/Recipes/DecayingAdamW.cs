using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>AdamW whose weight decay touches matrices only, unless vectors are to decay as well: norms, biases and embeddings of positions keep their size.</summary>
internal static class DecayingAdamW
{
    public static AdamW For(nn.Module network, double learningRate, double weightDecay, double beta2, bool decayVectors = false)
    {
        var trainable = network.named_parameters().Where(entry => entry.parameter.requires_grad).ToList();
        var matrices = trainable.Where(entry => entry.parameter.dim() >= 2).Select(entry => entry.parameter);
        var vectors = trainable.Where(entry => entry.parameter.dim() < 2).Select(entry => entry.parameter);
        return optim.AdamW(
        [
            new AdamW.ParamGroup(matrices, learningRate, 0.9, beta2, weight_decay: weightDecay),
            new AdamW.ParamGroup(vectors, learningRate, 0.9, beta2, weight_decay: decayVectors ? weightDecay : 0),
        ]);
    }
}
