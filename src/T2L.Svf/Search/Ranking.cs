namespace T2L.Svf.Search;

/// <summary>Who is best, and who follows.</summary>
internal static class Ranking
{
    /// <summary>Place of the best candidate: the first with the highest score, or the likeliest of those.</summary>
    public static int Best(IReadOnlyList<AlphaScore> scores, bool likelihoodTies)
    {
        var best = 0;
        for (var i = 1; i < scores.Count; i++)
        {
            var (score, kept) = (Of(scores[i]), Of(scores[best]));
            if (score > kept || (likelihoodTies && score == kept && scores[i].LogLikelihood > scores[best].LogLikelihood))
                best = i;
        }

        return best;
    }

    /// <summary>Places of the highest scores; among equals the first.</summary>
    public static int[] Elite(IReadOnlyList<AlphaScore> scores, int count) =>
        [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => Of(scores[i])).Take(count)];

    private static double Of(AlphaScore score) => double.IsNaN(score.Score) ? double.NegativeInfinity : score.Score;
}
