namespace T2L.Svf.Policy;

/// <summary>What is done to the rewards of a batch before they weigh log-probabilities.</summary>
public static class RewardShaping
{
    private const double LeastDeviation = 1e-7;

    /// <summary>(r - mean) / deviation over the batch.</summary>
    /// <param name="rewards">The rewards.</param>
    /// <returns>A new array; zeros where all rewards are equal.</returns>
    /// <remarks>The population's deviation, at least 1e-7, as in the official code.</remarks>
    public static double[] Normalized(IReadOnlyList<double> rewards)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        var centred = Centred(rewards);
        var deviation = Math.Max(Math.Sqrt(centred.Average(reward => reward * reward)), LeastDeviation);
        return Array.ConvertAll(centred, reward => reward / deviation);
    }

    /// <summary>r - mean: the mean of several samples of one prompt is a baseline that costs nothing.</summary>
    /// <param name="rewards">The rewards; at least one.</param>
    /// <returns>A new array.</returns>
    public static double[] Centred(IReadOnlyList<double> rewards)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        var mean = rewards.Average();
        return [.. rewards.Select(reward => reward - mean)];
    }

    /// <summary>Rewards within ±bound.</summary>
    /// <param name="rewards">The rewards.</param>
    /// <param name="bound">The bound, above 0.</param>
    /// <returns>A new array.</returns>
    public static double[] Clipped(IReadOnlyList<double> rewards, double bound)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return [.. rewards.Select(reward => Math.Clamp(reward, -bound, bound))];
    }
}
