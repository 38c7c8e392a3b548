using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.arange_start_step.Call(start, stop, step, dtype, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.linspace.Call(start, end, steps, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Aten.eye_m.Call(rows, columns < 0 ? rows : columns, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.tril_indices.Call(row, col, offset, dtype, Argument.None, device ?? s_defaultDevice);

    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.triu_indices.Call(row, col, offset, dtype, Argument.None, device ?? s_defaultDevice);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Aten.randint_low_generator.Call(low, high, size.Shape, generator, dtype ?? ScalarType.Int64, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Aten.randperm_generator.Call(n, generator, dtype ?? ScalarType.Int64, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Aten.normal_float_float.Call(mean, std, size.ToArray(), generator, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    public static Tensor from_array(Array rawArray, Device? device = null) => ArrayFactory.FromArray(rawArray, null, device, false);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor over the array itself: changes on either side are seen by the other.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false) =>
        ArrayFactory.OverArray(rawArray, dtype, count, offset).RequireGradIf(requires_grad);

    private static Tensor Shaped(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
        op.Call(size, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    private static Tensor Filled(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad) =>
        Aten.full.Call(size, value, dtype ?? FillType(value), Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    private static Tensor Random(Operator op, long[] size, Generator? generator, ScalarType? dtype, Device? device, bool requires_grad) =>
        op.Call(size, generator, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice).RequireGradIf(requires_grad);

    // As libtorch: whole numbers give Int64, truth values Bool, the rest the default type.
    private static ScalarType FillType(Scalar value) => value.Tag switch
    {
        ValueTag.Bool => ScalarType.Bool,
        ValueTag.Int => ScalarType.Int64,
        _ => s_defaultType,
    };
}
