using System.Numerics;
using System.Runtime.InteropServices;

namespace T2L.Adapters;

/// <summary>Looks for NaN and infinity: in every IEEE format they are the numbers whose exponent bits are all ones.</summary>
internal static class FiniteScan
{
    /// <summary>Index of the first element that is NaN or infinite; -1 when all are finite or the type has none.</summary>
    public static long FirstNotFinite(TensorData tensor)
    {
        var bytes = tensor.Bytes.Span;
        return tensor.DType switch
        {
            TensorDType.F64 => First(MemoryMarshal.Cast<byte, ulong>(bytes), 0x7FF0_0000_0000_0000UL),
            TensorDType.F32 => First(MemoryMarshal.Cast<byte, uint>(bytes), 0x7F80_0000U),
            TensorDType.BF16 => First(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)0x7F80),
            TensorDType.F16 => First(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)0x7C00),
            _ => -1,
        };
    }

    private static long First<T>(ReadOnlySpan<T> bits, T exponent) where T : unmanaged, IBinaryInteger<T>
    {
        var mask = new Vector<T>(exponent);
        var i = 0;
        for (; i <= bits.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            if (Vector.EqualsAny(new Vector<T>(bits[i..]) & mask, mask))
                break;
        }

        for (; i < bits.Length; i++)
        {
            if ((bits[i] & exponent) == exponent)
                return i;
        }

        return -1;
    }
}
