using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.abs.Call(this);

        public Tensor abs_() => InPlace(Aten.abs_);

        public Tensor acos() => Aten.acos.Call(this);

        public Tensor acos_() => InPlace(Aten.acos_);

        public Tensor acosh() => Aten.acosh.Call(this);

        public Tensor acosh_() => InPlace(Aten.acosh_);

        public Tensor asin() => Aten.asin.Call(this);

        public Tensor asin_() => InPlace(Aten.asin_);

        public Tensor asinh() => Aten.asinh.Call(this);

        public Tensor asinh_() => InPlace(Aten.asinh_);

        public Tensor atan() => Aten.atan.Call(this);

        public Tensor atan_() => InPlace(Aten.atan_);

        public Tensor atanh() => Aten.atanh.Call(this);

        public Tensor atanh_() => InPlace(Aten.atanh_);

        public Tensor bitwise_not() => Aten.bitwise_not.Call(this);

        public Tensor bitwise_not_() => InPlace(Aten.bitwise_not_);

        public Tensor ceil() => Aten.ceil.Call(this);

        public Tensor ceil_() => InPlace(Aten.ceil_);

        public Tensor cos() => Aten.cos.Call(this);

        public Tensor cos_() => InPlace(Aten.cos_);

        public Tensor cosh() => Aten.cosh.Call(this);

        public Tensor cosh_() => InPlace(Aten.cosh_);

        public Tensor erf() => Aten.erf.Call(this);

        public Tensor erf_() => InPlace(Aten.erf_);

        public Tensor erfc() => Aten.erfc.Call(this);

        public Tensor erfc_() => InPlace(Aten.erfc_);

        public Tensor erfinv() => Aten.erfinv.Call(this);

        public Tensor erfinv_() => InPlace(Aten.erfinv_);

        public Tensor exp() => Aten.exp.Call(this);

        public Tensor exp_() => InPlace(Aten.exp_);

        public Tensor exp2() => Aten.exp2.Call(this);

        public Tensor exp2_() => InPlace(Aten.exp2_);

        public Tensor expm1() => Aten.expm1.Call(this);

        public Tensor expm1_() => InPlace(Aten.expm1_);

        public Tensor floor() => Aten.floor.Call(this);

        public Tensor floor_() => InPlace(Aten.floor_);

        public Tensor frac() => Aten.frac.Call(this);

        public Tensor frac_() => InPlace(Aten.frac_);

        public Tensor isfinite() => Aten.isfinite.Call(this);

        public Tensor isinf() => Aten.isinf.Call(this);

        public Tensor isnan() => Aten.isnan.Call(this);

        public Tensor isneginf() => Aten.isneginf.Call(this);

        public Tensor isposinf() => Aten.isposinf.Call(this);

        public Tensor lgamma() => Aten.lgamma.Call(this);

        public Tensor log() => Aten.log.Call(this);

        public Tensor log_() => InPlace(Aten.log_);

        public Tensor log10() => Aten.log10.Call(this);

        public Tensor log10_() => InPlace(Aten.log10_);

        public Tensor log1p() => Aten.log1p.Call(this);

        public Tensor log1p_() => InPlace(Aten.log1p_);

        public Tensor log2() => Aten.log2.Call(this);

        public Tensor log2_() => InPlace(Aten.log2_);

        public Tensor logical_not() => Aten.logical_not.Call(this);

        public Tensor logical_not_() => InPlace(Aten.logical_not_);

        public Tensor neg() => Aten.neg.Call(this);

        public Tensor neg_() => InPlace(Aten.neg_);

        public Tensor reciprocal() => Aten.reciprocal.Call(this);

        public Tensor reciprocal_() => InPlace(Aten.reciprocal_);

        public Tensor relu() => Aten.relu.Call(this);

        public Tensor relu_() => InPlace(Aten.relu_);

        public Tensor relu6() => Aten.relu6.Call(this);

        public Tensor relu6_() => InPlace(Aten.relu6_);

        public Tensor rsqrt() => Aten.rsqrt.Call(this);

        public Tensor rsqrt_() => InPlace(Aten.rsqrt_);

        public Tensor selu() => Aten.selu.Call(this);

        public Tensor selu_() => InPlace(Aten.selu_);

        public Tensor sigmoid() => Aten.sigmoid.Call(this);

        public Tensor sigmoid_() => InPlace(Aten.sigmoid_);

        public Tensor sign() => Aten.sign.Call(this);

        public Tensor sign_() => InPlace(Aten.sign_);

        public Tensor signbit() => Aten.signbit.Call(this);

        public Tensor silu() => Aten.silu.Call(this);

        public Tensor silu_() => InPlace(Aten.silu_);

        public Tensor sin() => Aten.sin.Call(this);

        public Tensor sin_() => InPlace(Aten.sin_);

        public Tensor sinh() => Aten.sinh.Call(this);

        public Tensor sinh_() => InPlace(Aten.sinh_);

        public Tensor sqrt() => Aten.sqrt.Call(this);

        public Tensor sqrt_() => InPlace(Aten.sqrt_);

        public Tensor square() => Aten.square.Call(this);

        public Tensor tan() => Aten.tan.Call(this);

        public Tensor tan_() => InPlace(Aten.tan_);

        public Tensor tanh() => Aten.tanh.Call(this);

        public Tensor tanh_() => InPlace(Aten.tanh_);

        public Tensor trunc() => Aten.trunc.Call(this);

        public Tensor trunc_() => InPlace(Aten.trunc_);
    }
}
