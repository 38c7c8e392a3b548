namespace T2L.Training.Evaluation;

/// <summary>95 % interval of a share of right answers. Unlike resampling it stays honest for few answers and for none or all right.</summary>
/// <remarks>Wilson 1927; Brown, Cai and DasGupta 2001 recommend it for small samples.</remarks>
internal static class WilsonInterval
{
    private const double Z = 1.959963984540054; // 97.5th percentile of the normal distribution

    /// <summary>Both ends, 0 to 1.</summary>
    public static (double Low, double High) Of(int right, int questions)
    {
        var (n, p) = ((double)questions, (double)right / questions);
        var middle = p + Z * Z / (2 * n);
        var half = Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        var whole = 1 + Z * Z / n;
        return (Math.Max(0, (middle - half) / whole), Math.Min(1, (middle + half) / whole));
    }
}
