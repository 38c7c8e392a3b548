using System.Runtime.InteropServices;

namespace T2L.Adapters;

/// <summary>Integer elements at rest to int64.</summary>
internal static class IntegerConversion
{
    public static long[] ToInt64s(TensorDType dtype, ReadOnlySpan<byte> bytes) => dtype switch
    {
        TensorDType.I64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
        TensorDType.I32 => Widen<int>(bytes, static v => v),
        TensorDType.I16 => Widen<short>(bytes, static v => v),
        TensorDType.I8 => Widen<sbyte>(bytes, static v => v),
        TensorDType.U8 or TensorDType.Bool => Widen<byte>(bytes, static v => v),
        _ => throw new InvalidOperationException($"A tensor of {dtype.SafetensorsName()} does not hold integers."),
    };

    private static long[] Widen<T>(ReadOnlySpan<byte> bytes, Func<T, long> widen) where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        var result = new long[values.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = widen(values[i]);
        return result;
    }
}
