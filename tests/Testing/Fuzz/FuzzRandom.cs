namespace T2L.Testing.Fuzz;

/// <summary>Random numbers that are the same on every machine and runtime: SplitMix64 of seed and case number.</summary>
internal sealed class FuzzRandom(ulong seed, int number)
{
    private ulong _state = seed * 0x9E37_79B9_7F4A_7C15 + (ulong)number * 0xD1B5_4A32_D192_ED03;

    public ulong Next()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1; 0 for a limit of 0.</summary>
    public int Below(int limit) => limit <= 0 ? 0 : (int)(Next() % (ulong)limit);

    public bool Chance(int percent) => Below(100) < percent;

    public T Of<T>(ReadOnlySpan<T> values) => values[Below(values.Length)];
}
