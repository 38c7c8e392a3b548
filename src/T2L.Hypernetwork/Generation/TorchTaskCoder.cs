using T2L.Hypernetwork.Network;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Generation;

/// <summary>The other task encoders, small and rare, by libtorch.</summary>
internal sealed class TorchTaskCoder : ITaskCoder
{
    private readonly nn.Module<Tensor, Tensor> _encoder;

    public TorchTaskCoder(HypernetworkCheckpoint checkpoint)
    {
        _encoder = TaskEncoders.Create(checkpoint.Config, CPU);
        ModuleState.Load(_encoder, checkpoint.State, "task_encoder.");
        _encoder.eval();
    }

    public float[] Encode(ReadOnlySpan<float> embeddings, int count)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return _encoder.forward(tensor(embeddings.ToArray(), [count, embeddings.Length / count])).data<float>().ToArray();
    }

    public void Dispose() => _encoder.Dispose();
}
