using System.Buffers;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Models.Network.Skinny;

/// <summary>y = x·Wᵀ + b for few rows of x and a large W on the CPU, as decoding asks for: W is read once, at the speed of memory.</summary>
/// <remarks>
/// OpenBLAS copies all of W before it multiplies, and libtorch's products in bfloat16 are made for many rows. Sums are in float32, in
/// another order than libtorch's. The gradient is not known to autograd.
/// </remarks>
internal static unsafe class SkinnyLinear
{
    // Processors that multiply bfloat16 do twice as much as in float32; from 12 rows on, libtorch, which uses that, is faster.
    private const int MostRowsOfBFloat16 = 8;

    // Below this, in a processor's cache, there is nothing to gain.
    private const long LargeMatrix = 1 << 18;

    // Numbers of W for each thread: a quarter of a millisecond's work, against a few microseconds to wake one.
    private const long NumbersPerThread = 1 << 20;

    // Whole turns of the widest tile in both directions.
    private const int DepthMultiple = 32, ColumnMultiple = 4;

    private const int Alignment = 64;

    /// <summary>Whether a matrix is one that this is for; x decides the rest.</summary>
    /// <param name="weight">W, [N, K].</param>
    public static bool Suits(Tensor weight) =>
        (Lanes512.Available || Lanes256.Available) && weight.NumberOfElements >= LargeMatrix && weight.device_type == DeviceType.CPU
        && weight.dtype is ScalarType.Float32 or ScalarType.BFloat16
        && weight.shape[0] % ColumnMultiple == 0 && weight.shape[1] % DepthMultiple == 0;

    /// <summary>The product, or null where it must be left to libtorch: gradients, other devices, too many rows.</summary>
    /// <param name="x">[..., K].</param>
    /// <param name="weight">W, [N, K], one that <see cref="Suits"/>.</param>
    /// <param name="bias">b, [N], or null.</param>
    /// <returns>[..., N] in W's number format.</returns>
    public static Tensor? Try(Tensor x, Tensor weight, Tensor? bias) => Try(x, weight, bias, narrow: !Lanes512.Available);

    /// <summary>The same with vectors of 256 bits where wider ones would do.</summary>
    internal static Tensor? Try(Tensor x, Tensor weight, Tensor? bias, bool narrow)
    {
        long[] shape = x.shape, sizes = weight.shape;
        long rows = x.NumberOfElements / sizes[1];
        if (rows == 0 || rows > MostRows(weight.dtype) || shape[^1] != sizes[1] || is_grad_enabled() || x.dtype != weight.dtype || !InPlace(x) || !InPlace(weight)
            || (bias is not null && (!InPlace(bias) || bias.dtype != weight.dtype)))
            return null;

        var y = empty([.. shape[..^1], sizes[0]], dtype: weight.dtype);
        // Views hold the memory, whatever becomes of the tensors meanwhile; of W the first row only, since all may be more than a span's length.
        using Tensor held = weight.narrow(0, 0, 1), input = x.view(rows, sizes[1]);
        using var addend = bias?.narrow(0, 0, sizes[0]);
        float[] space = ArrayPool<float>.Shared.Rent((int)(rows * sizes[1]) + Alignment / sizeof(float));
        fixed (byte* from = input.bytes, w = held.bytes, b = addend is null ? default : addend.bytes, to = y.bytes)
        fixed (float* packed = space)
        {
            var operands = new Operands
            {
                Rows = (int)rows,
                Columns = sizes[0],
                Depth = sizes[1],
                Input = (nint)from,
                Weight = (nint)w,
                Bias = (nint)b,
                Output = (nint)to,
                Packed = ((nint)packed + Alignment - 1) & -Alignment,
            };
            Run(Of(operands, weight.dtype, narrow));
        }
        ArrayPool<float>.Shared.Return(space);
        return y;
    }

    /// <summary>Rows of x at most.</summary>
    internal static int MostRows(ScalarType type) => type == ScalarType.Float32 ? RowProduct.MostRows : MostRowsOfBFloat16;

    private static bool InPlace(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    private static RowProduct Of(Operands operands, ScalarType type, bool narrow) => (type, narrow) switch
    {
        (ScalarType.Float32, false) => new RowProduct<Vector512<float>, Lanes512, float>(operands),
        (ScalarType.Float32, true) => new RowProduct<Vector256<float>, Lanes256, float>(operands),
        (_, false) => new RowProduct<Vector512<float>, Lanes512, ushort>(operands),
        (_, true) => new RowProduct<Vector256<float>, Lanes256, ushort>(operands),
    };

    private static void Run(RowProduct product)
    {
        product.Pack();
        long columns = product.Operands.Columns;
        int threads = (int)Math.Clamp(columns * product.Operands.Depth / NumbersPerThread, 1, get_num_threads());
        if (threads == 1)
            product.Run(0, columns);
        else
            new SharedRanges(product, threads).Run();
    }
}
