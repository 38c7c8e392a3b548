using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>One of 64 classes as a one-hot vector: the most probable when evaluating, a sample (straight-through) when training.</summary>
internal sealed class DiscreteTaskEncoder : nn.Module<Tensor, Tensor>
{
    private const int Classes = HypernetworkConfig.DiscreteClasses;
    private readonly Sequential _mlp;

    public DiscreteTaskEncoder(long e, Device device)
        : base(nameof(DiscreteTaskEncoder))
    {
        _mlp = Blocks.Perceptron(e, 4 * Classes, Classes, device);
        register_module("mlp", _mlp);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var logits = _mlp.forward(input);                                                 // [n, 64]
        if (!training)
            return OneHot(logits.argmax(-1)).MoveToOuterDisposeScope();
        var probabilities = logits.softmax(-1);
        using var sample = OneHot(probabilities.detach().multinomial(1).squeeze(-1));
        return (sample + probabilities - probabilities.detach()).MoveToOuterDisposeScope();
    }

    private static Tensor OneHot(Tensor indices) => nn.functional.one_hot(indices, Classes).to(ScalarType.Float32);
}
