namespace T2L.Svf.Search;

/// <summary>What one candidate α is worth.</summary>
/// <param name="Score">Accuracy on the examples; higher is better, NaN counts as worst.</param>
/// <param name="LogLikelihood">Decides among the best where scores are equal; see <see cref="OfCorrect"/>.</param>
public readonly record struct AlphaScore(double Score, double LogLikelihood = 0)
{
    /// <summary>The tie-breaker: the mean over correct answers of the mean log-probability of an answer's tokens.</summary>
    /// <param name="tokenLogProbabilities">For each correct answer those of its tokens.</param>
    /// <returns>The mean; 0 where no answer is correct, as in the official code.</returns>
    public static double OfCorrect(IEnumerable<IReadOnlyList<double>> tokenLogProbabilities)
    {
        var means = tokenLogProbabilities.Select(tokens => tokens.Average()).ToArray();
        return means.Length == 0 ? 0 : means.Average();
    }
}

/// <summary>Scores candidates; accuracy on examples comes from outside.</summary>
public interface IAlphaScorer
{
    /// <summary>Scores a population.</summary>
    /// <param name="population">The candidates: α, row-major.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    /// <returns>One score a candidate, in their order.</returns>
    Task<IReadOnlyList<AlphaScore>> ScoreAsync(IReadOnlyList<float[]> population, CancellationToken cancellationToken);
}
