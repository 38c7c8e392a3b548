using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a division is rounded.</summary>
    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.add_Tensor.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.add_Scalar.Call(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Aten.add_Scalar.Call(this, scalar, alpha);

        public Tensor add_(Tensor target) => InPlace(Aten.add__Tensor, target);

        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Aten.add__Tensor, target, alpha);

        public Tensor add_(Scalar scalar) => InPlace(Aten.add__Scalar, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace(Aten.add__Scalar, scalar, alpha);

        public Tensor sub(Tensor target) => Aten.sub_Tensor.Call(this, target);

        public Tensor sub(Scalar target) => Aten.sub_Scalar.Call(this, target);

        public Tensor sub_(Tensor target) => InPlace(Aten.sub__Tensor, target);

        public Tensor sub_(Scalar target) => InPlace(Aten.sub__Scalar, target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor mul(Tensor target) => Aten.mul_Tensor.Call(this, target);

        public Tensor mul(Scalar target) => Aten.mul_Scalar.Call(this, target);

        public Tensor mul_(Tensor target) => InPlace(Aten.mul__Tensor, target);

        public Tensor mul_(Scalar target) => InPlace(Aten.mul__Scalar, target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div_Tensor_mode.Call(this, target, Rounding(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div_Scalar_mode.Call(this, target, Rounding(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(Aten.div__Tensor_mode, target, Rounding(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(Aten.div__Scalar_mode, target, Rounding(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Call(this, other);

        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar.Call(this, other);

        public Tensor remainder(Tensor target) => Aten.remainder_Tensor.Call(this, target);

        public Tensor remainder(Scalar scalar) => Aten.remainder_Scalar.Call(this, scalar);

        public Tensor fmod(Tensor target) => Aten.fmod_Tensor.Call(this, target);

        public Tensor fmod(Scalar scalar) => Aten.fmod_Scalar.Call(this, scalar);

        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call(this, exponent);

        public Tensor pow_(Tensor exponent) => InPlace(Aten.pow__Tensor, exponent);

        public Tensor pow_(Scalar exponent) => InPlace(Aten.pow__Scalar, exponent);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Aten.addcmul_, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.addcdiv.Call(this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Aten.addcdiv_, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace(Aten.addcdiv_, tensor1, tensor2);

        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(Aten.lerp__Tensor, end, weight);

        private static string? Rounding(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        private Tensor InPlace(Operator op)
        {
            op.Run(this);
            return this;
        }

        private Tensor InPlace(Operator op, Argument first)
        {
            op.Run(this, first);
            return this;
        }

        private Tensor InPlace(Operator op, Argument first, Argument second)
        {
            op.Run(this, first, second);
            return this;
        }

        private Tensor InPlace(Operator op, Argument first, Argument second, Argument third)
        {
            op.Run(this, first, second, third);
            return this;
        }
    }
}
