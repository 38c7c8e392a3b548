using T2L.Adapters.Examples;
using T2L.Adapters.Svf;

namespace T2L.Svf.Adaptation;

/// <summary>How an expert did on one example.</summary>
/// <param name="IsExact">Whether greedy decoding gives exactly the example's answer.</param>
/// <param name="LogLikelihood">Mean log-probability of the answer's tokens, its end included.</param>
public readonly record struct ShotScore(bool IsExact, double LogLikelihood);

/// <summary>Tells how well experts answer examples: a language model with another expert in each row of a batch.</summary>
public interface IExpertScorer
{
    /// <summary>Scores experts that need not be published anywhere.</summary>
    /// <param name="experts">The experts; null for the base model.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>For each expert one score for each example.</returns>
    Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreExpertsAsync(IReadOnlyList<SvfExpert?> experts, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken);
}
