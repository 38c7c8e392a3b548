using System.Diagnostics;

namespace T2L.Benchmarks;

/// <summary>Times of one case.</summary>
/// <param name="Median">Milliseconds.</param>
/// <param name="Fastest">Milliseconds.</param>
internal sealed record Timing(double Median, double Fastest)
{
    private const double CaseMilliseconds = 10_000;
    private const int FewestRepetitions = 3;

    /// <summary>Runs something until it is warm, then some times more.</summary>
    /// <param name="run">What is measured.</param>
    /// <param name="repetitions">Measured repetitions; fewer where they would take more than ten seconds.</param>
    /// <param name="cancellationToken">Ends it between two repetitions.</param>
    public static Timing Of(Action run, int repetitions, CancellationToken cancellationToken)
    {
        var first = Measure(run);
        if (first < CaseMilliseconds / 10)
        {
            Measure(run);
            first = Measure(run);
        }

        var count = (int)Math.Clamp(CaseMilliseconds / first, Math.Min(FewestRepetitions, repetitions), repetitions);
        var times = new List<double>(count);
        while (times.Count < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times.Add(Measure(run));
        }

        times.Sort();
        return new Timing(times[times.Count / 2], times[0]);
    }

    public Timing DividedBy(int parts) => new(Median / parts, Fastest / parts);

    private static double Measure(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
