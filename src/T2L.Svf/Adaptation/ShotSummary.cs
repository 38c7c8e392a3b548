using T2L.Svf.Search;

namespace T2L.Svf.Adaptation;

/// <summary>How an expert did on all examples.</summary>
/// <param name="ExactMatch">Share of exact answers.</param>
/// <param name="LogLikelihood">Mean over examples of the mean log-probability of the right answer's tokens.</param>
public readonly record struct ShotSummary(double ExactMatch, double LogLikelihood) : IComparable<ShotSummary>
{
    /// <summary>Sums up.</summary>
    /// <param name="scores">One an example, at least one.</param>
    public static ShotSummary Of(IReadOnlyList<ShotScore> scores) =>
        new(scores.Count(score => score.IsExact) / (double)scores.Count, scores.Average(score => score.LogLikelihood));

    /// <summary>What a search sees of the scores.</summary>
    internal static AlphaScore ForSearch(IReadOnlyList<ShotScore> scores, ShotRanking ranking)
    {
        var summary = Of(scores);
        return ranking == ShotRanking.Official
            ? new AlphaScore(summary.ExactMatch, AlphaScore.OfCorrect(scores.Where(score => score.IsExact).Select(score => (IReadOnlyList<double>)[score.LogLikelihood])))
            // Between 0 and half of what one more exact answer is worth, so likelihood never outweighs one.
            : new AlphaScore(summary.ExactMatch + (0.5 / scores.Count / (1 - summary.LogLikelihood)));
    }

    /// <inheritdoc/>
    public int CompareTo(ShotSummary other) => (ExactMatch, LogLikelihood).CompareTo((other.ExactMatch, other.LogLikelihood));

    /// <summary>Whether <paramref name="left"/> did worse.</summary>
    public static bool operator <(ShotSummary left, ShotSummary right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> did better.</summary>
    public static bool operator >(ShotSummary left, ShotSummary right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> did no better.</summary>
    public static bool operator <=(ShotSummary left, ShotSummary right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> did no worse.</summary>
    public static bool operator >=(ShotSummary left, ShotSummary right) => left.CompareTo(right) >= 0;
}
