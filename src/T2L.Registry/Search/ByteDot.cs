using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace T2L.Registry.Search;

/// <summary>Inner products of a query with vectors of one byte a number: what a scan spends its time on.</summary>
internal static class ByteDot
{
    /// <summary>Σ query · code. The two are of one length; with |query| ≤ 2,047 the sum of 8,192 products fits.</summary>
    public static int Of(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> code)
    {
        if (Avx512BW.IsSupported && query.Length >= Vector512<short>.Count)
            return OfWide(query, code);
        return Avx2.IsSupported && query.Length >= Vector256<short>.Count ? OfNarrow(query, code) : Plain(query, code);
    }

    internal static int Plain(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> code)
    {
        var sum = 0;
        for (var i = 0; i < query.Length; i++)
            sum += query[i] * code[i];
        return sum;
    }

    // 32 products in an instruction; two sums, so that one addition need not wait for the other.
    private static int OfWide(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> code)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var c = ref MemoryMarshal.GetReference(code);
        var (even, odd) = (Vector512<int>.Zero, Vector512<int>.Zero);
        nuint i = 0;
        for (; i + 64 <= (nuint)query.Length; i += 64)
        {
            even += Products(ref q, ref c, i);
            odd += Products(ref q, ref c, i + 32);
        }
        if (i + 32 <= (nuint)query.Length)
        {
            even += Products(ref q, ref c, i);
            i += 32;
        }
        return Vector512.Sum(even + odd) + Plain(query[(int)i..], code[(int)i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Products(ref short query, ref sbyte code, nuint at) => Avx512BW.MultiplyAddAdjacent(
        Vector512.LoadUnsafe(ref query, at), Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref code, at)));

    private static int OfNarrow(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> code)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var c = ref MemoryMarshal.GetReference(code);
        var sum = Vector256<int>.Zero;
        nuint i = 0;
        for (; i + 16 <= (nuint)query.Length; i += 16)
            sum += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref q, i), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref c, i)));
        return Vector256.Sum(sum) + Plain(query[(int)i..], code[(int)i..]);
    }
}
