using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, size, generator, dtype, device, requires_grad);

    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, size.ToArray(), generator, dtype, device, requires_grad);

    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [size], generator, dtype, device, requires_grad);

    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [rows, columns], generator, dtype, device, requires_grad);

    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [dim0, dim1, dim2], generator, dtype, device, requires_grad);

    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [dim0, dim1, dim2, dim3], generator, dtype, device, requires_grad);

    public static Tensor rand(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [size], generator, dtype, device, requires_grad);

    public static Tensor rand(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [rows, columns], generator, dtype, device, requires_grad);

    public static Tensor rand(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [dim0, dim1, dim2], generator, dtype, device, requires_grad);

    public static Tensor rand(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.rand_generator, [dim0, dim1, dim2, dim3], generator, dtype, device, requires_grad);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, size, generator, dtype, device, requires_grad);

    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, size.ToArray(), generator, dtype, device, requires_grad);

    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [size], generator, dtype, device, requires_grad);

    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [rows, columns], generator, dtype, device, requires_grad);

    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [dim0, dim1, dim2], generator, dtype, device, requires_grad);

    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [dim0, dim1, dim2, dim3], generator, dtype, device, requires_grad);

    public static Tensor randn(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [size], generator, dtype, device, requires_grad);

    public static Tensor randn(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [rows, columns], generator, dtype, device, requires_grad);

    public static Tensor randn(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [dim0, dim1, dim2], generator, dtype, device, requires_grad);

    public static Tensor randn(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Random(Aten.randn_generator, [dim0, dim1, dim2, dim3], generator, dtype, device, requires_grad);
}
