namespace T2L.Hypernetwork.Search;

/// <summary>Normal numbers that depend on the seed alone, on every machine.</summary>
/// <param name="seed">Start of the numbers.</param>
internal sealed class Gaussian(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>The next number, mean 0 and deviation 1.</summary>
    /// <remarks>Box-Muller over splitmix64; the second number of a pair is not worth keeping at this rate.</remarks>
    public double Next() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    private double Uniform()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
