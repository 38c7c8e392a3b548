using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>A linear map y = x·Wᵀ + b.</summary>
internal sealed class Projection : nn.Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [out, in]

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // [out]

    public Projection(long inFeatures, long outFeatures, bool bias, ScalarType precision, Device? device) : base(nameof(Projection))
    {
        _weight = new Parameter(empty(outFeatures, inFeatures, dtype: precision, device: device));
        _bias = bias ? new Parameter(empty(outFeatures, dtype: precision, device: device)) : null;
        RegisterComponents();
    }

    /// <summary>[..., in] to [..., out].</summary>
    public Tensor Forward(Tensor x) => nn.functional.linear(x, _weight, _bias);
}
