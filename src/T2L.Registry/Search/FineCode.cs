namespace T2L.Registry.Search;

/// <summary>What rounding to a byte left of a direction, in half a byte a number: fifteen finer steps within each step. Only the few that a scan leaves are read so closely.</summary>
internal static class FineCode
{
    private const int Steps = 15;
    private const int Middle = 8;

    /// <summary>Bytes of a direction with <paramref name="size"/> numbers.</summary>
    public static int Bytes(int size) => (size + 1) / 2;

    /// <summary>Rounds what is left.</summary>
    /// <param name="direction">Shape [E].</param>
    /// <param name="code">Its bytes.</param>
    /// <param name="step">What a step of the bytes is worth.</param>
    /// <param name="fine">Takes the halves.</param>
    public static void Write(ReadOnlySpan<float> direction, ReadOnlySpan<sbyte> code, float step, Span<byte> fine)
    {
        fine.Clear();
        for (var i = 0; i < direction.Length; i++)
        {
            var half = Math.Clamp((int)MathF.Round(((direction[i] / step) - code[i]) * Steps), 1 - Middle, Middle - 1) + Middle;
            fine[i / 2] |= (byte)(half << (i % 2 * 4));
        }
    }

    /// <summary>The direction, nearly: bytes and halves together.</summary>
    public static void Read(ReadOnlySpan<sbyte> code, ReadOnlySpan<byte> fine, float step, Span<float> direction)
    {
        for (var i = 0; i < direction.Length; i++)
            direction[i] = step * (code[i] + ((((fine[i / 2] >> (i % 2 * 4)) & 15) - Middle) / (float)Steps));
    }
}
