namespace T2L.Models.Generation;

/// <summary>SplitMix64 (Steele et al. 2014): random numbers that are the same on every machine and in every runtime.</summary>
internal struct SplitMix(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>At least 0 and below 1, 53 bits.</summary>
    public double NextDouble()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
