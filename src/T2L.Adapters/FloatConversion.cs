using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace T2L.Adapters;

/// <summary>Floating-point elements at rest to float32 and back.</summary>
internal static class FloatConversion
{
    // 2^112 moves the exponent bias of binary16 (15) to that of binary32 (127); multiplying also normalises subnormals.
    private const float HalfToSingle = 5.192296858534828e33f;
    private const uint SingleInfinity = 0x7F80_0000;

    public static void ToFloats(TensorDType dtype, ReadOnlySpan<byte> bytes, Span<float> floats)
    {
        switch (dtype)
        {
            case TensorDType.F32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(floats);
                break;
            case TensorDType.F64:
                var doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (var i = 0; i < floats.Length; i++)
                    floats[i] = (float)doubles[i];
                break;
            case TensorDType.BF16:
                FromBFloat16(MemoryMarshal.Cast<byte, ushort>(bytes), floats);
                break;
            case TensorDType.F16:
                FromHalf(MemoryMarshal.Cast<byte, ushort>(bytes), floats);
                break;
            default:
                throw NotFloating(dtype);
        }
    }

    public static byte[] FromFloats(TensorDType dtype, ReadOnlySpan<float> floats)
    {
        var bytes = new byte[checked(floats.Length * dtype.Size())];
        switch (dtype)
        {
            case TensorDType.F32:
                MemoryMarshal.AsBytes(floats).CopyTo(bytes);
                break;
            case TensorDType.F64:
                var doubles = MemoryMarshal.Cast<byte, double>(bytes.AsSpan());
                for (var i = 0; i < floats.Length; i++)
                    doubles[i] = floats[i];
                break;
            case TensorDType.BF16:
                var rounded = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                for (var i = 0; i < floats.Length; i++)
                    rounded[i] = ToBFloat16(floats[i]);
                break;
            case TensorDType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
                for (var i = 0; i < floats.Length; i++)
                    halves[i] = (Half)floats[i];
                break;
            default:
                throw NotFloating(dtype);
        }

        return bytes;
    }

    private static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> target)
    {
        var bits = MemoryMarshal.Cast<float, uint>(target);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
            bits[i] = (uint)source[i] << 16;
    }

    private static void FromHalf(ReadOnlySpan<ushort> source, Span<float> target)
    {
        var bits = MemoryMarshal.Cast<float, uint>(target);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            HalfBits(low).CopyTo(bits[i..]);
            HalfBits(high).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
            target[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> HalfBits(Vector<uint> half)
    {
        var magnitude = half & new Vector<uint>(0x7FFF);
        var scaled = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude << 13) * HalfToSingle);
        var special = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(0x7C00)) & new Vector<uint>(SingleInfinity);
        return scaled | special | ((half & new Vector<uint>(0x8000)) << 16);
    }

    private static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return (ushort)((bits >> 16) | 0x40); // stays a NaN when its low bits are cut off
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16); // to nearest, ties to even
    }

    private static InvalidOperationException NotFloating(TensorDType dtype) =>
        new($"A tensor of {dtype.SafetensorsName()} does not hold floating-point numbers.");
}
