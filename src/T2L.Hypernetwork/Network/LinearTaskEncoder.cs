using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>LN(Wx + b): the encoder of every officially trained checkpoint.</summary>
internal sealed class LinearTaskEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _mlp;

    public LinearTaskEncoder(long e, long z, Device device)
        : base(nameof(LinearTaskEncoder))
    {
        _mlp = nn.Sequential(("0", nn.Linear(e, z, device: device)), ("1", nn.LayerNorm(z, device: device)));
        register_module("mlp", _mlp);
    }

    public override Tensor forward(Tensor input) => _mlp.forward(input);
}
