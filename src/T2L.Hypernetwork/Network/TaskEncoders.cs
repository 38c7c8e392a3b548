using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>Chooses the module that turns task embeddings [n, E] into codes [n, Z].</summary>
internal static class TaskEncoders
{
    public static nn.Module<Tensor, Tensor> Create(HypernetworkConfig config, Device device) => config.Encoder switch
    {
        TaskEncoderKind.Linear => new LinearTaskEncoder(config.TaskEmbeddingSize, config.EncodedTaskSize, device),
        TaskEncoderKind.Discrete => new DiscreteTaskEncoder(config.TaskEmbeddingSize, device),
        TaskEncoderKind.Softmax => new SoftmaxTaskEncoder(config.TaskEmbeddingSize, config.EncodedTaskSize, device),
        _ => new VectorQuantizedTaskEncoder(config.TaskEmbeddingSize, config.EncodedTaskSize, device),
    };
}
