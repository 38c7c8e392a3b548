using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>x / √(mean(x²) + ε) · w over the last dimension (Zhang and Sennrich 2019); with unit offset · (1 + w).</summary>
/// <remarks>Weights are kept and figures computed in float32 whatever the model's precision: they are few, and sums of squares need it.</remarks>
internal sealed class RmsNorm : nn.Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [H]

    private readonly double _eps;
    private readonly bool _unitOffset;
    private readonly ScalarType _precision;

    public RmsNorm(ModelConfig config, ScalarType precision, Device? device) : base(nameof(RmsNorm))
    {
        _unitOffset = config.UnitOffsetNorms;
        _weight = new Parameter(full([config.HiddenSize], _unitOffset ? 0 : 1, dtype: ScalarType.Float32, device: device));
        (_eps, _precision) = (config.RmsNormEps, precision);
        RegisterComponents();
    }

    /// <summary>[..., H] to [..., H], in the precision of the model.</summary>
    public Tensor Forward(Tensor x) => _precision == ScalarType.Float32 ? Norm(x) : Norm(x.to(ScalarType.Float32)).to(_precision);

    private Tensor Norm(Tensor x)
    {
        var unit = x * (x.square().mean([-1L], keepdim: true) + _eps).rsqrt();
        return _unitOffset ? addcmul(unit, unit, _weight, 1) : unit * _weight;
    }
}
