namespace T2L.Training.Evaluation;

/// <summary>95 % interval of a mean by resampling with replacement.</summary>
internal static class Bootstrap
{
    private const int Resamples = 2000;

    /// <summary>The 2.5th and 97.5th percentile of resampled means.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<double> values, int seed) => Interval([values], seed);

    /// <summary>The same of the mean of several means: each stratum is resampled by itself, as the tasks of a seed belong to its split.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<IReadOnlyList<double>> strata, int seed)
    {
        var random = new Random(seed);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            foreach (var values in strata)
            {
                var sum = 0.0;
                for (var i = 0; i < values.Count; i++)
                    sum += values[random.Next(values.Count)];
                means[r] += sum / values.Count / strata.Count;
            }
        }
        Array.Sort(means);
        return (means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1]);
    }
}
