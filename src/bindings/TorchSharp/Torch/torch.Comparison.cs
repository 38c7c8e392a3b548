namespace TorchSharp;

// The functions that are also methods of a tensor.
public static partial class torch
{
    public static Tensor eq(Tensor left, Tensor target) => left.eq(target);

    public static Tensor ne(Tensor left, Tensor target) => left.ne(target);

    public static Tensor lt(Tensor left, Tensor target) => left.lt(target);

    public static Tensor le(Tensor left, Tensor target) => left.le(target);

    public static Tensor gt(Tensor left, Tensor target) => left.gt(target);

    public static Tensor ge(Tensor left, Tensor target) => left.ge(target);

    public static Tensor less(Tensor tensor, Tensor target) => tensor.less(target);

    public static Tensor less_equal(Tensor tensor, Tensor target) => tensor.less_equal(target);

    public static Tensor greater(Tensor tensor, Tensor target) => tensor.greater(target);

    public static Tensor greater_equal(Tensor tensor, Tensor target) => tensor.greater_equal(target);

    public static Tensor not_equal(Tensor tensor, Tensor target) => tensor.not_equal(target);

    public static Tensor logical_and(Tensor left, Tensor other) => left.logical_and(other);

    public static Tensor logical_or(Tensor left, Tensor other) => left.logical_or(other);

    public static Tensor logical_xor(Tensor left, Tensor other) => left.logical_xor(other);

    public static Tensor bitwise_and(Tensor left, Tensor other) => left.bitwise_and(other);

    public static Tensor bitwise_or(Tensor left, Tensor other) => left.bitwise_or(other);

    public static Tensor bitwise_xor(Tensor left, Tensor other) => left.bitwise_xor(other);

    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => tensor.isclose(other, rtol, atol, nanEqual);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);

    public static Tensor equal(Tensor tensor, Tensor target) => tensor.equal(target);
}
