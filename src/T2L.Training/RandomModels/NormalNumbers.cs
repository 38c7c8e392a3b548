using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace T2L.Training.RandomModels;

/// <summary>Normally distributed numbers by their place: number i of a stream is a function of stream and i, whoever asks and in which order.</summary>
/// <remarks>
/// A counter is mixed (splitmix64, Steele et al. 2014) into four indices of 16 bits, and a table turns each into a quantile of the
/// normal distribution. So threads and portions do not matter, rounding to bfloat16 is done once for the table, and a number costs
/// about a nanosecond. All numbers come from 65,536 different ones within ±4.2 deviations; for weights that mean nothing that is enough.
/// </remarks>
internal static class NormalNumbers
{
    public const int TableSize = 1 << 16;
    private const int PerBlock = 4, BlocksAtOnce = 8;
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15, First = 0xBF58_476D_1CE4_E5B9, Second = 0x94D0_49BB_1331_11EB;

    private static readonly Lazy<float[]> Standard = new(Quantiles);

    /// <summary>The table of deviation <paramref name="deviation"/>, each number as <paramref name="round"/> stores it.</summary>
    public static T[] Table<T>(float deviation, Func<float, T> round) => Array.ConvertAll(Standard.Value, z => round(z * deviation));

    /// <summary>Writes numbers <paramref name="first"/>, <c>first + 1</c>, ... of a stream.</summary>
    /// <param name="table">From <see cref="Table"/>.</param>
    /// <param name="stream">Names the stream.</param>
    /// <param name="first">The first number's place; a multiple of four.</param>
    /// <param name="target">Filled whole.</param>
    public static void Fill<T>(ReadOnlySpan<T> table, ulong stream, long first, Span<T> target)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(table.Length, TableSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(first % PerBlock, 0);
        var block = stream + ((ulong)first / PerBlock);
        Span<ulong> mixed = stackalloc ulong[BlocksAtOnce];
        var indices = MemoryMarshal.Cast<ulong, ushort>(mixed);
        ref var entries = ref MemoryMarshal.GetReference(table); // every index is below the table's length: it has 16 bits
        for (; target.Length > 0; block += BlocksAtOnce)
        {
            Mix(block, mixed);
            var count = Math.Min(indices.Length, target.Length);
            for (var i = 0; i < count; i++)
                target[i] = Unsafe.Add(ref entries, indices[i]);
            target = target[count..];
        }
    }

    private static void Mix(ulong block, Span<ulong> mixed)
    {
        var z = (Vector512.Create(block) + Vector512<ulong>.Indices + Vector512<ulong>.One) * Golden;
        z = (z ^ (z >>> 30)) * First;
        z = (z ^ (z >>> 27)) * Second;
        (z ^ (z >>> 31)).CopyTo(mixed);
    }

    // z(p) solves z' = √(2π)·exp(z²/2) with z(½) = 0: Runge-Kutta from the middle of the table outwards, then variance 1.
    private static float[] Quantiles()
    {
        const int half = TableSize / 2;
        const double step = 1.0 / TableSize;
        var upper = new double[half];
        var z = Advance(0, step / 2);
        for (var i = 0; i < half; i++, z = Advance(z, step))
            upper[i] = z;
        var deviation = Math.Sqrt(upper.Sum(q => q * q) / half);
        var table = new float[TableSize];
        for (var i = 0; i < half; i++)
        {
            table[half + i] = (float)(upper[i] / deviation);
            table[half - 1 - i] = -table[half + i];
        }
        return table;
    }

    private static double Advance(double z, double step)
    {
        var a = Slope(z);
        var b = Slope(z + (step / 2 * a));
        var c = Slope(z + (step / 2 * b));
        return z + (step / 6 * (a + (2 * b) + (2 * c) + Slope(z + (step * c))));
    }

    private static double Slope(double z) => Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
}
