using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>x / √(mean(x²) + ε) · w over the last dimension (Zhang and Sennrich 2019).</summary>
internal sealed class RmsNorm : nn.Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [H]

    private readonly double _eps;

    public RmsNorm(long size, double eps, Device? device) : base(nameof(RmsNorm))
    {
        _weight = new Parameter(ones(size, dtype: ScalarType.Float32, device: device));
        _eps = eps;
        RegisterComponents();
    }

    /// <summary>[..., H] to [..., H].</summary>
    public Tensor Forward(Tensor x) => x * (x.square().mean([-1L], keepdim: true) + _eps).rsqrt() * _weight;
}
