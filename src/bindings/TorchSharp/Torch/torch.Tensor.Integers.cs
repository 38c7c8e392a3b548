namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        ArrayFactory.FromScalar(scalar, null, device, requires_grad);

    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromSpan<int>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromSpan<int>(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(IList<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(IList<int> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, [rows, columns], dtype, device, requires_grad);

    public static Tensor tensor(IList<int> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(Memory<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromSpan<int>(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ArrayFactory.FromScalar(scalar, dtype, device, requires_grad);

    public static Tensor tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromSpan<long>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(long[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromSpan<long>(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(IList<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(IList<long> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, [rows, columns], dtype, device, requires_grad);

    public static Tensor tensor(IList<long> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromList(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromArray(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayFactory.FromSpan<long>(rawArray.Span, dimensions, dtype, device, requires_grad);
}
