using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>x + Q((z - 1) ∘ (Qᵀx - c)) for few rows on the CPU, in one pass over the singular vectors: each is read once for both products.</summary>
/// <remarks>
/// For singular vector q: x' += (z - 1) (q·x - c) q. Four vectors and two rows at a time, so that arithmetic and not loads decides. Two products by
/// libtorch would read Q twice, OpenBLAS would copy it twice, and gathering and scattering rows takes four more operators. Sums are in
/// float32, in another order than libtorch's; they do not depend on the number of threads or on the other rows.
/// </remarks>
internal static unsafe class GateSweep
{
    private const int VectorsAtATime = 4;

    // Vectors are added up in parts of this size, whoever computes them: sums of other parts would have other last digits.
    private const long VectorsOfPart = 512;

    // Above, libtorch's products over many rows are as fast; prompts go there.
    private const int MostRows = 32;

    // Multiply-adds for each thread: some fifteen microseconds, against a few to wake one.
    private const long WorkPerThread = 1 << 20;

    private static readonly int Width = Vector512<float>.Count;

    /// <summary>Whether singular vectors are of the kind that this is for; x decides the rest.</summary>
    /// <param name="vectors">[k, n].</param>
    public static bool Suits(Tensor vectors) =>
        Vector256.IsHardwareAccelerated && vectors.device_type == DeviceType.CPU && vectors.dtype == ScalarType.Float32 && vectors.is_contiguous()
        && vectors.shape[0] % VectorsAtATime == 0 && vectors.shape[1] % Width == 0;

    /// <summary>The gated x, or null where it must be left to libtorch: gradients, long prompts, another layout.</summary>
    /// <param name="x">[B, T, n].</param>
    /// <param name="basis">One that <see cref="Suits"/>.</param>
    /// <param name="changes">z - 1, one line a row of experts, [R, 1, k].</param>
    /// <param name="rows">Which rows of the batch have experts, R of them.</param>
    /// <returns>[B, T, n]; the other rows as they were.</returns>
    public static Tensor? Try(Tensor x, ServedBasis basis, Tensor changes, ReadOnlySpan<int> rows)
    {
        if (rows.Length > MostRows || is_grad_enabled() || x.dtype != ScalarType.Float32 || !x.is_contiguous() || !Fits(x, basis, changes, rows))
            return null;
        var width = basis.Vectors.shape[1];
        var y = x.clone();
        using Tensor vectors = basis.Vectors.narrow(0, 0, 1), lines = changes.narrow(0, 0, 1);
        using var shares = basis.BiasShares?.narrow(0, 0, basis.BiasShares.shape[0]);
        fixed (byte* from = x.bytes, to = y.bytes, q = vectors.bytes, z = lines.bytes, c = shares is null ? default : shares.bytes)
        {
            var sweep = new Sweep((float*)q, basis.Vectors.shape[0], width, (float*)z, (float*)c, rows.Length);
            for (var row = 0; row < rows.Length; row++)
                sweep.Place(row, (float*)from + (rows[row] * width), (float*)to + (rows[row] * width));
            sweep.Run((int)Math.Clamp(2 * sweep.Work / WorkPerThread, 1, get_num_threads()));
        }

        return y;
    }

    // What follows reads and writes by address. Libtorch says what is wrong with what does not fit.
    private static bool Fits(Tensor x, ServedBasis basis, Tensor changes, ReadOnlySpan<int> rows)
    {
        long count = basis.Vectors.shape[0], width = basis.Vectors.shape[1];
        if (x.shape is not [var batch, 1, var own] || own != width || changes.shape is not [var lines, 1, var gated] || lines != rows.Length || gated != count)
            return false;
        if (changes.dtype != ScalarType.Float32 || !changes.is_contiguous() || (basis.BiasShares is { } shares && (shares.NumberOfElements != count || shares.dtype != ScalarType.Float32)))
            return false;
        foreach (var row in rows)
        {
            if (row < 0 || row >= batch)
                return false;
        }

        return true;
    }

    /// <summary>One gate of some rows: where everything lies.</summary>
    private sealed class Sweep(float* vectors, long count, long width, float* changes, float* shares, int rows)
    {
        private readonly nint[] _from = new nint[rows];
        private readonly nint[] _to = new nint[rows];

        /// <summary>Multiply-adds of one of the two products.</summary>
        public long Work => count * width * rows;

        public void Place(int row, float* from, float* to) => (_from[row], _to[row]) = ((nint)from, (nint)to);

        // The first part is added to y, every other one to zeros of its own, and those to y in their order.
        public void Run(int threads)
        {
            var parts = (int)((count + VectorsOfPart - 1) / VectorsOfPart);
            if (parts == 1)
            {
                Range(0, count, _to);
                return;
            }

            var sums = new float[parts - 1][];
            if (threads == 1)
            {
                for (var part = 0; part < parts; part++)
                    Take(part, sums);
            }
            else
            {
                Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => Take(part, sums));
            }

            foreach (var sum in sums)
            {
                for (var row = 0; row < rows; row++)
                    Add(new ReadOnlySpan<float>(sum, (int)(row * width), (int)width), new Span<float>((float*)_to[row], (int)width));
                ArrayPool<float>.Shared.Return(sum);
            }
        }

        private void Take(int part, float[][] sums)
        {
            var (first, last) = (part * VectorsOfPart, Math.Min(count, (part + 1) * VectorsOfPart));
            if (part == 0)
            {
                Range(first, last, _to);
                return;
            }

            var own = sums[part - 1] = ArrayPool<float>.Shared.Rent((int)(rows * width));
            own.AsSpan(0, (int)(rows * width)).Clear();
            fixed (float* start = own)
            {
                var places = new nint[rows];
                for (var row = 0; row < rows; row++)
                    places[row] = (nint)(start + (row * width));
                Range(first, last, places);
            }
        }

        private static void Add(ReadOnlySpan<float> part, Span<float> sum)
        {
            for (var i = 0; i < part.Length; i++)
                sum[i] += part[i];
        }

        private void Range(long first, long last, nint[] to)
        {
            for (var j = first; j < last; j += VectorsAtATime)
            {
                var row = 0;
                for (; row + 2 <= rows; row += 2)
                    Two(j, row, (float*)to[row], (float*)to[row + 1]);
                if (row < rows)
                    One(j, row, (float*)to[row]);
            }
        }

        // Optimised from the first call on: a worker's first answers would wait for that, at a fraction of the speed.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Two(long j, int row, float* ya, float* yb)
        {
            float* q0 = vectors + (j * width), q1 = q0 + width, q2 = q1 + width, q3 = q2 + width;
            float* xa = (float*)_from[row], xb = (float*)_from[row + 1];
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (long i = 0; i < width; i += 16)
            {
                var (a, b) = (Vector512.Load(xa + i), Vector512.Load(xb + i));
                var (v0, v1, v2, v3) = (Vector512.Load(q0 + i), Vector512.Load(q1 + i), Vector512.Load(q2 + i), Vector512.Load(q3 + i));
                a0 = Vector512.FusedMultiplyAdd(v0, a, a0);
                b0 = Vector512.FusedMultiplyAdd(v0, b, b0);
                a1 = Vector512.FusedMultiplyAdd(v1, a, a1);
                b1 = Vector512.FusedMultiplyAdd(v1, b, b1);
                a2 = Vector512.FusedMultiplyAdd(v2, a, a2);
                b2 = Vector512.FusedMultiplyAdd(v2, b, b2);
                a3 = Vector512.FusedMultiplyAdd(v3, a, a3);
                b3 = Vector512.FusedMultiplyAdd(v3, b, b3);
            }

            a0 = Scaled(a0, row, j);
            a1 = Scaled(a1, row, j + 1);
            a2 = Scaled(a2, row, j + 2);
            a3 = Scaled(a3, row, j + 3);
            b0 = Scaled(b0, row + 1, j);
            b1 = Scaled(b1, row + 1, j + 1);
            b2 = Scaled(b2, row + 1, j + 2);
            b3 = Scaled(b3, row + 1, j + 3);
            for (long i = 0; i < width; i += 16)
            {
                var (a, b) = (Vector512.Load(ya + i), Vector512.Load(yb + i));
                var (v0, v1, v2, v3) = (Vector512.Load(q0 + i), Vector512.Load(q1 + i), Vector512.Load(q2 + i), Vector512.Load(q3 + i));
                a = Vector512.FusedMultiplyAdd(v3, a3, Vector512.FusedMultiplyAdd(v2, a2, Vector512.FusedMultiplyAdd(v1, a1, Vector512.FusedMultiplyAdd(v0, a0, a))));
                b = Vector512.FusedMultiplyAdd(v3, b3, Vector512.FusedMultiplyAdd(v2, b2, Vector512.FusedMultiplyAdd(v1, b1, Vector512.FusedMultiplyAdd(v0, b0, b))));
                a.Store(ya + i);
                b.Store(yb + i);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void One(long j, int row, float* y)
        {
            float* q0 = vectors + (j * width), q1 = q0 + width, q2 = q1 + width, q3 = q2 + width, x = (float*)_from[row];
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default;
            for (long i = 0; i < width; i += 16)
            {
                var a = Vector512.Load(x + i);
                a0 = Vector512.FusedMultiplyAdd(Vector512.Load(q0 + i), a, a0);
                a1 = Vector512.FusedMultiplyAdd(Vector512.Load(q1 + i), a, a1);
                a2 = Vector512.FusedMultiplyAdd(Vector512.Load(q2 + i), a, a2);
                a3 = Vector512.FusedMultiplyAdd(Vector512.Load(q3 + i), a, a3);
            }

            a0 = Scaled(a0, row, j);
            a1 = Scaled(a1, row, j + 1);
            a2 = Scaled(a2, row, j + 2);
            a3 = Scaled(a3, row, j + 3);
            for (long i = 0; i < width; i += 16)
            {
                var a = Vector512.FusedMultiplyAdd(Vector512.Load(q0 + i), a0, Vector512.Load(y + i));
                a = Vector512.FusedMultiplyAdd(Vector512.Load(q1 + i), a1, a);
                a = Vector512.FusedMultiplyAdd(Vector512.Load(q2 + i), a2, a);
                Vector512.FusedMultiplyAdd(Vector512.Load(q3 + i), a3, a).Store(y + i);
            }
        }

        // (z - 1) (q·x - c), in every lane.
        private Vector512<float> Scaled(Vector512<float> sums, int row, long j) =>
            Vector512.Create((Vector512.Sum(sums) - (shares is null ? 0 : shares[j])) * changes[(row * count) + j]);
    }
}
