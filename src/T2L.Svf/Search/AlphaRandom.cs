namespace T2L.Svf.Search;

/// <summary>Random numbers that depend on the seed alone, on every machine: splitmix64 (Steele et al. 2014).</summary>
/// <param name="seed">Start of the numbers.</param>
internal sealed class AlphaRandom(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>At least 0 and below 1.</summary>
    public double Uniform()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Mean 0 and deviation 1 (Box and Muller; the second of a pair is not kept).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
