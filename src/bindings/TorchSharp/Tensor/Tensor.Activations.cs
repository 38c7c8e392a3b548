using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor absolute() => abs();

        public Tensor negative() => neg();

        public Tensor positive() => Aten.positive.Call(this);

        public Tensor round(long decimals = 0) => decimals == 0 ? Aten.round.Call(this) : Aten.round_decimals.Call(this, decimals);

        public Tensor round_(long decimals = 0) => decimals == 0 ? InPlace(Aten.round_) : InPlace(Aten.round__decimals, decimals);

        public Tensor atan2(Tensor other) => Aten.atan2.Call(this, other);

        public Tensor logaddexp(Tensor other) => Aten.logaddexp.Call(this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(Aten.clamp_, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace(Aten.clamp__Tensor, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);

        public Tensor clamp_min_(Scalar min) => InPlace(Aten.clamp_min_, min);

        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);

        public Tensor clamp_max_(Scalar max) => InPlace(Aten.clamp_max_, max);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Aten.nan_to_num.Call(this, nan, posinf, neginf);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call(this, dim, dtype);

        public Tensor log_sigmoid() => Aten.log_sigmoid.Call(this);

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call(this, beta, threshold);

        public Tensor gelu() => Aten.gelu.Call(this);

        public Tensor gelu(Modules.GELU.Approximate approximate) => Aten.gelu.Call(this, approximate.ToString());

        public Tensor leaky_relu(Scalar negative_slope) => Aten.leaky_relu.Call(this, negative_slope);

        public Tensor elu(double alpha = 1) => Aten.elu.Call(this, alpha);

        public Tensor zero_() => InPlace(Aten.zero_);

        public Tensor fill_(Scalar value) => InPlace(Aten.fill__Scalar, value);
    }
}
