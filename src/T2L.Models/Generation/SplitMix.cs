namespace T2L.Models.Generation;

/// <summary>SplitMix64 (Steele et al. 2014): random numbers that depend on the seed alone, on every machine and in every runtime.</summary>
/// <param name="seed">Start of the numbers.</param>
public sealed class SplitMix(long seed)
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

    /// <summary>Mean 0 and deviation 1, by Box and Muller.</summary>
    /// <remarks>Uses two numbers; the second one of the pair is not worth keeping at the rate of a search.</remarks>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
}
