using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Search;

namespace T2L.Svf.Adaptation;

/// <summary>What a search with a few examples found.</summary>
/// <param name="Weights">α as it was searched, [K, 1], [K, layers] or [K, P].</param>
/// <param name="Mix">The mix of these weights.</param>
/// <param name="Base">The base model on the examples.</param>
/// <param name="Alone">Each expert alone on the examples.</param>
/// <param name="Mixed">The mix on the examples.</param>
/// <param name="History">Every generation.</param>
public sealed record FewShotResult(
    MixWeights Weights, SvfExpert Mix, ShotSummary Base, IReadOnlyList<ShotSummary> Alone, ShotSummary Mixed, IReadOnlyList<AlphaGeneration> History)
{
    /// <summary>Whether the mix did better on the examples than the base model; if not, the base model is to answer.</summary>
    public bool Helps => Mixed > Base;
}

/// <summary>Strategy C of Transformer² (arXiv:2501.06252, section 3.3): the mix of experts that answers a few examples best.</summary>
/// <param name="experts">The experts: same base, decomposition and targets; at least two.</param>
/// <param name="model">Scores mixes on the examples.</param>
/// <param name="options">Grain, space, ranking and search.</param>
/// <param name="singularValues">S by the weight's name; needed in raw space.</param>
public sealed class FewShotSearch(IReadOnlyList<SvfExpert> experts, IExpertScorer model, FewShotOptions options, Func<string, float[]>? singularValues = null)
{
    /// <summary>Searches.</summary>
    /// <param name="shots">The examples.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The best of the last generation, beside the base model and each expert alone.</returns>
    /// <exception cref="ArgumentException">Too few examples or experts, or a setting out of range.</exception>
    /// <exception cref="AdapterFormatException">The experts do not go together, or the gates of every candidate cancel out.</exception>
    public async Task<FewShotResult> RunAsync(IReadOnlyList<AnswerExample> shots, IProgress<AlphaGeneration>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(shots);
        var mixer = new FewShotMixer(experts, options, singularValues);
        var start = MixWeights.Uniform(experts.Count, mixer.Columns);
        mixer.TryMix(start.Values.ToArray()); // experts that do not go together are refused before the first question; a start that cancels out is but a candidate
        var scorer = new FewShotScorer(mixer, model, shots, options.Ranking);
        var search = new AlphaSearch(options.Search);
        var found = options.Algorithm == AlphaAlgorithm.CrossEntropy
            ? await search.CrossEntropyAsync(start, scorer, progress, cancellationToken).ConfigureAwait(false)
            : await search.RandomShootingAsync(start, scorer, progress, cancellationToken).ConfigureAwait(false);
        var mix = mixer.TryMix(found.Weights.Values.ToArray()) ?? throw Unusable();
        var scores = await model.ScoreExpertsAsync([null, mix, .. experts], shots, cancellationToken).ConfigureAwait(false);
        ShotSummary[] summaries = [.. scores.Select(ShotSummary.Of)];
        return new FewShotResult(found.Weights, mix, summaries[0], summaries[2..], summaries[1], found.History);
    }

    private AdapterFormatException Unusable() => new(AdapterFormatError.EmptyGate,
        $"No weights were found that leave something of every matrix: in {options.Space.NameOf()} space the numbers of these {experts.Count} experts cancel out. Mix their gates: --space gate; or try other experts.");

    private void Check(IReadOnlyList<AnswerExample> shots)
    {
        ArgumentNullException.ThrowIfNull(shots);
        options.Validate();
        if (experts.Count < 2)
            throw new ArgumentException($"There is {experts.Count} expert; weights are searched for among at least 2. One alone needs no search: ask it by name.");
        if (shots.Count < FewShotOptions.LeastShots)
        {
            throw new ArgumentException(
                $"There are {shots.Count} examples; a search for weights needs at least {FewShotOptions.LeastShots}, and 10 are usual. Add some, or choose an expert by the request alone: --strategy prompt or classify.");
        }

        if (options.Space == MixSpace.Raw && singularValues is null)
            throw new ArgumentException("Raw numbers are mixed with the singular values at hand; there are none.");
    }
}
