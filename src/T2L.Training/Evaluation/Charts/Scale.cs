namespace T2L.Training.Evaluation.Charts;

/// <summary>From values to places on the paper.</summary>
/// <param name="From">The value at <paramref name="Start"/>.</param>
/// <param name="To">The value at <paramref name="End"/>.</param>
/// <param name="Start">Where the axis begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Logarithmic">Whether equal steps are equal factors; values are then above zero.</param>
internal sealed record Scale(double From, double To, double Start, double End, bool Logarithmic = false)
{
    private static readonly double[] RoundSteps = [1, 2, 5, 10];

    /// <summary>The place of a value.</summary>
    public double At(double value)
    {
        var (low, high, place) = Logarithmic ? (Math.Log2(From), Math.Log2(To), Math.Log2(value)) : (From, To, value);
        return high == low ? (Start + End) / 2 : Start + (place - low) / (high - low) * (End - Start);
    }

    /// <summary>Round values, about as many as asked for, within the axis.</summary>
    public IReadOnlyList<double> Ticks(int about)
    {
        if (To <= From)
            return [From];
        var rough = (To - From) / about;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.Select(factor => factor * magnitude).First(candidate => candidate >= rough * 0.999);
        var first = Math.Ceiling(From / step - 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Floor(To / step + 1e-9) - (int)first + 1).Select(i => (first + i) * step)];
    }

    /// <summary>An axis that holds all values with a little room on both sides.</summary>
    public static Scale Around(IReadOnlyList<double> values, double start, double end)
    {
        var (low, high) = (values.Min(), values.Max());
        var room = high > low ? 0.05 * (high - low) : Math.Max(Math.Abs(high) * 0.1, 1e-9);
        return new(low - room, high + room, start, end);
    }
}
