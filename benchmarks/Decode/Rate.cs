namespace T2L.Benchmarks.Decode;

/// <summary>Tokens a second of one case.</summary>
/// <param name="Median">Of all repetitions.</param>
/// <param name="Fastest">Of the best one.</param>
internal sealed record Rate(double Median, double Fastest)
{
    private const int Fewest = 2;

    /// <summary>Runs something once to be warm, then some times more.</summary>
    /// <param name="tokens">Tokens that one run decodes.</param>
    /// <param name="seconds">About how long to measure.</param>
    /// <param name="repetitions">Measured runs at most.</param>
    /// <param name="run">Decodes and returns its seconds.</param>
    public static Rate Of(int tokens, double seconds, int repetitions, Func<double> run)
    {
        double warm = run();
        int count = (int)Math.Clamp(seconds / warm, Math.Min(Fewest, repetitions), repetitions);
        double[] times = [.. Enumerable.Range(0, count).Select(_ => run()).Order()];
        return new Rate(tokens / times[times.Length / 2], tokens / times[0]);
    }
}
