namespace T2L.Training.Evaluation;

/// <summary>95 % interval of a mean by resampling with replacement.</summary>
internal static class Bootstrap
{
    private const int Resamples = 2000;

    /// <summary>
    /// The 2.5th and 97.5th percentile of the mean of several means. Each stratum is resampled by itself, as the tasks of a seed belong to its
    /// split, and by whole clusters: tasks of one family succeed and fail together, and are less than as many tasks.
    /// </summary>
    public static (double Low, double High) Interval(IReadOnlyList<IReadOnlyList<Cluster>> strata, int seed)
    {
        var random = new Random(seed);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            foreach (var clusters in strata)
            {
                var (sum, count) = (0.0, 0);
                for (var i = 0; i < clusters.Count; i++)
                {
                    var drawn = clusters[random.Next(clusters.Count)];
                    (sum, count) = (sum + drawn.Sum, count + drawn.Count);
                }
                means[r] += sum / count / strata.Count;
            }
        }
        Array.Sort(means);
        return (means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1]);
    }
}

/// <summary>Values that are drawn together.</summary>
/// <param name="Sum">Their sum.</param>
/// <param name="Count">Their number.</param>
internal readonly record struct Cluster(double Sum, int Count)
{
    /// <summary>The values as one cluster.</summary>
    public static Cluster Of(IReadOnlyCollection<double> values) => new(values.Sum(), values.Count);
}
