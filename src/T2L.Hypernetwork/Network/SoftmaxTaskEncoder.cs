using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>A mixture of 32 learned codes, weighted by a softmax over the embedding, then normalised.</summary>
internal sealed class SoftmaxTaskEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _mlp;
    private readonly LayerNorm _norm;

    public SoftmaxTaskEncoder(long e, long z, Device device)
        : base(nameof(SoftmaxTaskEncoder))
    {
        _mlp = Blocks.Perceptron(e, 4 * z, HypernetworkConfig.Codes, device);
        _norm = nn.LayerNorm(z, device: device);
        register_parameter("embed", new Parameter(randn([HypernetworkConfig.Codes, z], device: device)));
        register_module("mlp", _mlp);
        register_module("ln", _norm);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var weights = _mlp.forward(input).softmax(-1);                                    // [n, 32]
        return _norm.forward(weights.matmul(get_parameter("embed")!)).MoveToOuterDisposeScope();           // [n, Z]
    }
}
