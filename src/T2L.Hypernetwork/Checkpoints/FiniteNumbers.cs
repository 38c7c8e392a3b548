using System.Numerics;
using System.Runtime.InteropServices;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Looks for NaN and infinity among float32 numbers, many at a time.</summary>
internal static class FiniteNumbers
{
    private const uint ExponentBits = 0x7F80_0000;

    /// <summary>Index of the first number that is not finite; -1 when all are.</summary>
    public static int FirstOther(ReadOnlySpan<byte> floats)
    {
        var bits = MemoryMarshal.Cast<byte, uint>(floats);
        var exponent = new Vector<uint>(ExponentBits);
        var index = 0;
        for (; index <= bits.Length - Vector<uint>.Count; index += Vector<uint>.Count)
        {
            if (Vector.EqualsAny(new Vector<uint>(bits[index..]) & exponent, exponent))
                break;
        }

        for (; index < bits.Length; index++)
        {
            if ((bits[index] & ExponentBits) == ExponentBits)
                return index;
        }

        return -1;
    }
}
