namespace T2L.Registry.Evaluations;

/// <summary>The interval that a share lies in, with 95 % confidence, when it was measured on few examples.</summary>
/// <remarks>E. B. Wilson, 1927: unlike value ± error it stays between 0 and 1, also where all or none are right.</remarks>
public static class Wilson
{
    private const double Z = 1.959964;

    /// <summary>The interval.</summary>
    /// <param name="right">How many are right.</param>
    /// <param name="n">Of how many; at least 1.</param>
    public static (double Low, double High) Interval(int right, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var (share, square) = ((double)right / n, Z * Z);
        var middle = (share + (square / (2 * n))) / (1 + (square / n));
        var half = Z / (1 + (square / n)) * Math.Sqrt((share * (1 - share) / n) + (square / (4.0 * n * n)));
        return (Math.Max(0, Math.Min(share, middle - half)), Math.Min(1, Math.Max(share, middle + half)));
    }
}
