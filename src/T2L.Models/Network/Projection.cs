using T2L.Models.Network.Skinny;
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

    private readonly bool _skinny;

    public Projection(long inFeatures, long outFeatures, bool bias, ScalarType precision, Device? device) : base(nameof(Projection))
    {
        _weight = new Parameter(empty(outFeatures, inFeatures, dtype: precision, device: device));
        _bias = bias ? new Parameter(empty(outFeatures, dtype: precision, device: device)) : null;
        _skinny = SkinnyLinear.Suits(_weight);
        RegisterComponents();
    }

    /// <summary>[..., in] to [..., out].</summary>
    public Tensor Forward(Tensor x) => (_skinny ? SkinnyLinear.Try(x, _weight, _bias) : null) ?? nn.functional.linear(x, _weight, _bias);

    /// <summary>The same with a matrix that is a parameter elsewhere: [..., in] to [..., out].</summary>
    public static Tensor Apply(Tensor x, Tensor weight) =>
        (SkinnyLinear.Suits(weight) ? SkinnyLinear.Try(x, weight, bias: null) : null) ?? nn.functional.linear(x, weight);
}
