using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Search;

namespace T2L.Svf.Adaptation;

/// <summary>Scores candidates α by mixing them and asking the examples.</summary>
internal sealed class FewShotScorer(FewShotMixer mixer, IExpertScorer model, IReadOnlyList<AnswerExample> shots, ShotRanking ranking) : IAlphaScorer
{
    public async Task<IReadOnlyList<AlphaScore>> ScoreAsync(IReadOnlyList<float[]> population, CancellationToken cancellationToken)
    {
        // A candidate whose gates cancel out is worth nothing; all others are asked together.
        var mixes = population.Select(mixer.TryMix).ToList();
        var asked = await model.ScoreExpertsAsync([.. mixes.OfType<SvfExpert>()], shots, cancellationToken).ConfigureAwait(false);
        var next = 0;
        return [.. mixes.Select(mix => mix is null ? new AlphaScore(double.NaN) : ShotSummary.ForSearch(asked[next++], ranking))];
    }
}

/// <summary>Makes experts of candidates α.</summary>
internal sealed class FewShotMixer(IReadOnlyList<SvfExpert> experts, FewShotOptions options, Func<string, float[]>? singularValues)
{
    private readonly AlphaLayout _layout = new(options.Grain, experts[0]);

    public int Columns => _layout.Columns;

    /// <summary>The mix of an α; null where its gates cancel out.</summary>
    public SvfExpert? TryMix(float[] alpha)
    {
        try
        {
            return ExpertMix.Of(experts, _layout.Spread(new MixWeights(experts.Count, Columns, alpha)), options.Mix, singularValues, "few-shot");
        }
        catch (AdapterFormatException exception) when (exception.Error == AdapterFormatError.EmptyGate)
        {
            return null;
        }
    }
}
