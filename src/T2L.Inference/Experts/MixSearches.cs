using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Svf.Adaptation;

namespace T2L.Inference.Experts;

/// <summary>Searches for mixes of published experts: few-shot adaptation, one weight an expert, gates.</summary>
/// <param name="source">Where experts come from.</param>
/// <param name="scorer">Scores mixes on the examples.</param>
internal sealed class MixSearches(IAdapterSource source, IExpertScorer scorer)
{
    /// <exception cref="InferenceException">An expert or an example cannot be used.</exception>
    public async Task<FoundMix> RunAsync(WantedMix wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var experts = new List<SvfExpert>(wanted.Experts.Count);
        foreach (var digest in wanted.Experts)
            experts.Add(await ExpertAsync(digest, cancellationToken).ConfigureAwait(false));
        var options = new FewShotOptions { Search = new() { Generations = wanted.Generations, Seed = wanted.Seed } };
        try
        {
            var found = await new FewShotSearch(experts, scorer, options).RunAsync(wanted.Examples, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new FoundMix([.. found.Weights.Values.ToArray().Select(weight => (double)weight)], found.Helps, Record(wanted, options, found));
        }
        catch (Exception refusal) when (refusal is AdapterFormatException or ArgumentException)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit, refusal.Message, refusal);
        }
    }

    private static MixSearch Record(WantedMix wanted, FewShotOptions options, FewShotResult found) => new()
    {
        ExamplesDigest = AnswerExamples.DigestOf(wanted.Examples).Value,
        Examples = wanted.Examples.Count,
        Seed = wanted.Seed,
        Generations = wanted.Generations,
        Candidates = options.Search.Population,
        ExactBefore = (int)Math.Round(found.Base.ExactMatch * wanted.Examples.Count),
        ExactAfter = (int)Math.Round(found.Mixed.ExactMatch * wanted.Examples.Count),
        LogLikelihoodBefore = Math.Round(found.Base.LogLikelihood, 6),
        LogLikelihoodAfter = Math.Round(found.Mixed.LogLikelihood, 6),
    };

    private async Task<SvfExpert> ExpertAsync(string digest, CancellationToken cancellationToken) =>
        (await source.LoadAsync(AdapterReference.Parse(digest), cancellationToken).ConfigureAwait(false)).Expert
        ?? throw new InferenceException(InferenceError.AdapterDoesNotFit, $"{digest} is a LoRA; only SVF experts are mixed.");
}
