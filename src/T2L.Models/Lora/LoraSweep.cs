using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Models.Lora;

/// <summary>y + s·B·A·x for one new token of each row on the CPU: each row with its own factors, none with those of another row.</summary>
/// <remarks>
/// libtorch needs four operators for a batch of different LoRAs, and its two products multiply every row with the factors of all. Here the output is
/// copied once, and rows without a LoRA keep its bits. Sums are in float32, in another order than libtorch's, and do not depend on the other rows.
/// </remarks>
internal static unsafe class LoraSweep
{
    // Multiply-adds for each thread: some fifteen microseconds, against a few to wake one.
    private const long WorkPerThread = 1 << 19;

    private const int Width = 16;

    /// <summary>Whether factors are of the kind that this is for; x decides the rest.</summary>
    /// <param name="a">[Σr, in].</param>
    /// <param name="b">[Σr, out].</param>
    public static bool Suits(Tensor a, Tensor b) => Vector256.IsHardwareAccelerated && Suits(a) && Suits(b);

    /// <summary>The adapted y, or null where it must be left to libtorch: gradients, prompts, another layout.</summary>
    /// <param name="x">[B, T, in].</param>
    /// <param name="y">[B, T, out]; stays as it is.</param>
    /// <param name="a">All A one below the other, [Σr, in]; both factors are such as <see cref="Suits(Tensor, Tensor)"/>.</param>
    /// <param name="b">All s·B, transposed, one below the other, [Σr, out].</param>
    /// <param name="rows">Which lines of both each row has; no lines where it has no LoRA.</param>
    /// <returns>[B, T, out].</returns>
    public static Tensor? Try(Tensor x, Tensor y, Tensor a, Tensor b, Range[] rows)
    {
        if (is_grad_enabled() || !Suits(x) || !Suits(y) || !Fits(x, y, a, b, rows))
            return null;
        var (sum, width, height) = (y.clone(), a.shape[1], b.shape[1]);
        fixed (byte* from = x.bytes, to = sum.bytes, down = a.bytes, up = b.bytes)
        {
            var place = new Place((float*)from, (float*)to, (float*)down, (float*)up, width, height);
            var work = rows.Sum(row => row.End.Value - row.Start.Value) * (width + height);
            place.AddAll(rows, (int)Math.Clamp(work / WorkPerThread, 1, get_num_threads()));
        }

        return sum;
    }

    // What follows reads and writes by address. Libtorch says what is wrong with what does not fit.
    private static bool Fits(Tensor x, Tensor y, Tensor a, Tensor b, Range[] rows)
    {
        var lines = a.shape[0];
        return b.shape[0] == lines && x.shape is [var batch, 1, var width] && width == a.shape[1] && y.shape is [var same, 1, var height] && same == batch && height == b.shape[1]
            && rows.Length == batch && Array.TrueForAll(rows, row => !row.Start.IsFromEnd && !row.End.IsFromEnd && row.Start.Value <= row.End.Value && row.End.Value <= lines);
    }

    private static bool Suits(Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32 && tensor.is_contiguous() && tensor.shape[^1] % Width == 0;

    /// <summary>Where everything lies.</summary>
    private sealed class Place(float* x, float* y, float* a, float* b, long width, long height)
    {
        public void AddAll(Range[] rows, int threads)
        {
            if (threads > 1)
                Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, row => Add(row, rows[row]));
            for (var row = 0; row < rows.Length && threads == 1; row++)
                Add(row, rows[row]);
        }

        private void Add(int row, Range lines)
        {
            for (long line = lines.Start.Value; line < lines.End.Value; line++)
                Add(y + (row * height), b + (line * height), Dot(x + (row * width), a + (line * width)));
        }

        // Optimised from the first call on: a worker's first answers would wait for that, at a fraction of the speed.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float Dot(float* u, float* v)
        {
            var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
            long i = 0;
            for (; i + (2 * Width) <= width; i += 2 * Width)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.Load(u + i), Vector512.Load(v + i), even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Load(u + i + Width), Vector512.Load(v + i + Width), odd);
            }

            if (i < width)
                even = Vector512.FusedMultiplyAdd(Vector512.Load(u + i), Vector512.Load(v + i), even);
            return Vector512.Sum(even + odd);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Add(float* sum, float* line, float factor)
        {
            var times = Vector512.Create(factor);
            for (long i = 0; i < height; i += Width)
                Vector512.FusedMultiplyAdd(times, Vector512.Load(line + i), Vector512.Load(sum + i)).Store(sum + i);
        }
    }
}
