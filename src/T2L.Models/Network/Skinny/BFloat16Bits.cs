namespace T2L.Models.Network.Skinny;

/// <summary>bfloat16 as its bits: the upper half of a float32.</summary>
internal static class BFloat16Bits
{
    private const ushort QuietNaN = 0x7FC0;

    public static float Widen(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>To nearest, ties to even.</summary>
    public static void Round(ReadOnlySpan<float> values, Span<ushort> bits)
    {
        for (int i = 0; i < values.Length; i++)
        {
            uint value = BitConverter.SingleToUInt32Bits(values[i]);
            bits[i] = float.IsNaN(values[i]) ? QuietNaN : (ushort)(value + 0x7FFF + (value >> 16 & 1) >> 16);
        }
    }
}
