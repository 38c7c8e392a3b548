namespace TorchSharp;

// The functions that are also methods of a tensor.
public static partial class torch
{
    public static Tensor add(Tensor left, Tensor target) => left.add(target);

    public static Tensor add(Tensor left, Tensor target, Scalar alpha) => left.add(target, alpha);

    public static Tensor add(Tensor left, Scalar scalar) => left.add(scalar);

    public static Tensor add(Tensor left, Scalar scalar, Scalar alpha) => left.add(scalar, alpha);

    public static Tensor add_(Tensor left, Tensor target) => left.add_(target);

    public static Tensor add_(Tensor left, Tensor target, Scalar alpha) => left.add_(target, alpha);

    public static Tensor add_(Tensor left, Scalar scalar) => left.add_(scalar);

    public static Tensor add_(Tensor left, Scalar scalar, Scalar alpha) => left.add_(scalar, alpha);

    public static Tensor sub(Tensor left, Tensor target) => left.sub(target);

    public static Tensor sub(Tensor left, Scalar target) => left.sub(target);

    public static Tensor sub_(Tensor left, Tensor target) => left.sub_(target);

    public static Tensor sub_(Tensor left, Scalar target) => left.sub_(target);

    public static Tensor subtract(Tensor left, Tensor target) => left.subtract(target);

    public static Tensor subtract(Tensor left, Scalar target) => left.subtract(target);

    public static Tensor mul(Tensor left, Tensor target) => left.mul(target);

    public static Tensor mul(Tensor left, Scalar target) => left.mul(target);

    public static Tensor mul_(Tensor left, Tensor target) => left.mul_(target);

    public static Tensor mul_(Tensor left, Scalar target) => left.mul_(target);

    public static Tensor multiply(Tensor left, Tensor target) => left.multiply(target);

    public static Tensor multiply(Tensor left, Scalar target) => left.multiply(target);

    public static Tensor div(Tensor left, Tensor target, RoundingMode rounding_mode = RoundingMode.None) => left.div(target, rounding_mode);

    public static Tensor div(Tensor left, Scalar target, RoundingMode rounding_mode = RoundingMode.None) => left.div(target, rounding_mode);

    public static Tensor div_(Tensor left, Tensor target, RoundingMode rounding_mode = RoundingMode.None) => left.div_(target, rounding_mode);

    public static Tensor div_(Tensor left, Scalar target, RoundingMode rounding_mode = RoundingMode.None) => left.div_(target, rounding_mode);

    public static Tensor divide(Tensor left, Tensor target, RoundingMode rounding_mode = RoundingMode.None) => left.divide(target, rounding_mode);

    public static Tensor divide(Tensor left, Scalar target, RoundingMode rounding_mode = RoundingMode.None) => left.divide(target, rounding_mode);

    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);

    public static Tensor remainder(Tensor left, Tensor target) => left.remainder(target);

    public static Tensor remainder(Tensor left, Scalar scalar) => left.remainder(scalar);

    public static Tensor fmod(Tensor left, Tensor target) => left.fmod(target);

    public static Tensor fmod(Tensor left, Scalar scalar) => left.fmod(scalar);

    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);

    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    public static Tensor pow_(Tensor left, Tensor exponent) => left.pow_(exponent);

    public static Tensor pow_(Tensor left, Scalar exponent) => left.pow_(exponent);

    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);

    public static Tensor addcmul_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul_(tensor1, tensor2, value);

    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    public static Tensor addcdiv_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv_(tensor1, tensor2, value);

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
}
