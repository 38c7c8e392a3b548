using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace T2L.Models.Network.Skinny;

/// <summary>
/// The innermost loop: up to four rows of x times four rows of W, all sixteen sums in registers, so that a number loaded is multiplied
/// four times. While it computes, the rows of W that come next are fetched into the level-2 cache.
/// </summary>
/// <typeparam name="TVector">A vector of float32.</typeparam>
/// <typeparam name="TLanes">How to compute with it.</typeparam>
/// <typeparam name="TWeight">Numbers of W: float, or ushort for the bits of bfloat16.</typeparam>
internal static unsafe class DotTile<TVector, TLanes, TWeight>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TWeight : unmanaged
{
    /// <summary>Numbers of each row that one turn of the loop takes; lengths are multiples of it.</summary>
    public static int Step => 2 * TLanes.Width;

    private const int CacheLine = 64;

    /// <summary>Adds rows · 4 dot products to sums.</summary>
    /// <param name="rows">Rows of x, 1 to <see cref="ILanes{TVector}.Rows"/>.</param>
    /// <param name="x">The first of them, from <see cref="Pack"/>.</param>
    /// <param name="length">Numbers of each row, of x one after the other.</param>
    /// <param name="w">The first of four rows of W.</param>
    /// <param name="stride">From one row of W to the next.</param>
    /// <param name="ahead">Where this tile's share of the coming rows begins.</param>
    /// <param name="shares">How many of them it fetches.</param>
    /// <param name="sums">[rows, 4] with <paramref name="sumStride"/> from one row to the next.</param>
    /// <param name="sumStride">See there.</param>
    public static void Run(int rows, float* x, long length, TWeight* w, long stride, TWeight* ahead, int shares, float* sums, long sumStride)
    {
        switch (rows)
        {
            case 1:
                Run<One>(x, length, w, stride, ahead, shares, sums, sumStride);
                break;
            case 2:
                Run<Two>(x, length, w, stride, ahead, shares, sums, sumStride);
                break;
            case 3:
                Run<Three>(x, length, w, stride, ahead, shares, sums, sumStride);
                break;
            default:
                Run<Four>(x, length, w, stride, ahead, shares, sums, sumStride);
                break;
        }
    }

    /// <summary>Numbers of x as float32, in the order in which W's come out of their loads.</summary>
    public static void Pack(TWeight* x, long length, float* to)
    {
        for (long k = 0; k < length; k += Step)
        {
            TLanes.Store(First(x + k), to + k);
            TLanes.Store(Second(x + k), to + k + TLanes.Width);
        }
    }

    // Conditions on TRows are known when this is compiled: sums of rows that are not there cost nothing.
    private static void Run<TRows>(float* x, long length, TWeight* w, long stride, TWeight* ahead, int shares, float* sums, long sumStride)
        where TRows : struct, IRows
    {
        TVector a0 = default, a1 = default, a2 = default, a3 = default;
        TVector b0 = default, b1 = default, b2 = default, b3 = default;
        TVector c0 = default, c1 = default, c2 = default, c3 = default;
        TVector d0 = default, d1 = default, d2 = default, d3 = default;
        TWeight* w1 = w + stride, w2 = w + 2 * stride, w3 = w + 3 * stride;
        float* xb = x + length, xc = x + 2 * length, xd = x + 3 * length;
        for (long k = 0; k < length; k += Step)
        {
            Fetch(ahead + k, stride, shares);
            TVector v0 = First(w + k), v1 = First(w1 + k), v2 = First(w2 + k), v3 = First(w3 + k);
            Row(x + k, v0, v1, v2, v3, ref a0, ref a1, ref a2, ref a3);
            if (TRows.Count > 1)
                Row(xb + k, v0, v1, v2, v3, ref b0, ref b1, ref b2, ref b3);
            if (TRows.Count > 2)
                Row(xc + k, v0, v1, v2, v3, ref c0, ref c1, ref c2, ref c3);
            if (TRows.Count > 3)
                Row(xd + k, v0, v1, v2, v3, ref d0, ref d1, ref d2, ref d3);
            (v0, v1, v2, v3) = (Second(w + k), Second(w1 + k), Second(w2 + k), Second(w3 + k));
            long j = k + TLanes.Width;
            Row(x + j, v0, v1, v2, v3, ref a0, ref a1, ref a2, ref a3);
            if (TRows.Count > 1)
                Row(xb + j, v0, v1, v2, v3, ref b0, ref b1, ref b2, ref b3);
            if (TRows.Count > 2)
                Row(xc + j, v0, v1, v2, v3, ref c0, ref c1, ref c2, ref c3);
            if (TRows.Count > 3)
                Row(xd + j, v0, v1, v2, v3, ref d0, ref d1, ref d2, ref d3);
        }
        Add(sums, a0, a1, a2, a3);
        if (TRows.Count > 1)
            Add(sums + sumStride, b0, b1, b2, b3);
        if (TRows.Count > 2)
            Add(sums + 2 * sumStride, c0, c1, c2, c3);
        if (TRows.Count > 3)
            Add(sums + 3 * sumStride, d0, d1, d2, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(float* x, TVector v0, TVector v1, TVector v2, TVector v3, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        var at = TLanes.Load(x);
        s0 = TLanes.MultiplyAdd(at, v0, s0);
        s1 = TLanes.MultiplyAdd(at, v1, s1);
        s2 = TLanes.MultiplyAdd(at, v2, s2);
        s3 = TLanes.MultiplyAdd(at, v3, s3);
    }

    // Into level 2: level 1 is full of x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(TWeight* ahead, long stride, int shares)
    {
        for (int share = 0; share < shares; share++, ahead += stride)
        {
            Sse.Prefetch1(ahead);
            if (Step * sizeof(TWeight) > CacheLine)
                Sse.Prefetch1((byte*)ahead + CacheLine);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(TWeight* from) => typeof(TWeight) == typeof(float) ? TLanes.Load((float*)from) : TLanes.LoadEven((ushort*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Second(TWeight* from) =>
        typeof(TWeight) == typeof(float) ? TLanes.Load((float*)from + TLanes.Width) : TLanes.LoadOdd((ushort*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sums, TVector v0, TVector v1, TVector v2, TVector v3) =>
        (Vector128.Load(sums) + TLanes.Sums(v0, v1, v2, v3)).Store(sums);

    private interface IRows
    {
        static abstract int Count { get; }
    }

    private readonly struct One : IRows
    {
        public static int Count => 1;
    }

    private readonly struct Two : IRows
    {
        public static int Count => 2;
    }

    private readonly struct Three : IRows
    {
        public static int Count => 3;
    }

    private readonly struct Four : IRows
    {
        public static int Count => 4;
    }
}
