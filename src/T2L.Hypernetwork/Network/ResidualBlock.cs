using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>x + mlp(x).</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _mlp;

    public ResidualBlock(long d, Device device)
        : base(nameof(ResidualBlock))
    {
        _mlp = Blocks.Residual(d, device);
        register_module("mlp", _mlp);
    }

    public override Tensor forward(Tensor input)
    {
        using var added = _mlp.forward(input);
        return input + added;
    }
}
