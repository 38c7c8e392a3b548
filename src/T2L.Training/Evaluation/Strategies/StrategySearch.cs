using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Adaptation;
using T2L.Svf.Search;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>One way to search for a mix.</summary>
/// <param name="Name">For instance <c>few_shot_10</c>.</param>
/// <param name="Label">Its name for readers.</param>
/// <param name="Shots">Examples.</param>
/// <param name="Options">Grain, space, ranking; the seed is the draw's.</param>
/// <param name="Anyhow">Whether the mix answers whatever it is worth on the examples, as in the official code; else the base does where no mix helps.</param>
internal sealed record StrategySearch(string Name, string Label, int Shots, FewShotOptions Options, bool Anyhow = false)
{
    // What is varied is varied at the number of examples that the paper's tables have.
    private const int UsualShots = 10;

    /// <summary>All numbers of examples in the default way; at one of them weights by matrix, the official ranking, the official space, and all that is official.</summary>
    public static IReadOnlyList<StrategySearch> Of(StrategyOptions options)
    {
        var usual = options.Shots.Contains(UsualShots) ? UsualShots : options.Shots.Max();
        var plain = new FewShotOptions { Search = new AlphaSearchOptions { Generations = options.Generations } };
        StrategySearch Varied(string name, string label, FewShotOptions search, bool anyhow = false) => new($"few_shot_{usual}_{name}", $"few-shot, {usual} examples, {label}", usual, search, anyhow);
        return
        [
            .. options.Shots.Order().Select(shots => new StrategySearch($"few_shot_{shots}", $"few-shot, {shots} examples", shots, plain)),
            Varied("matrix", "a weight for each matrix", plain with { Grain = AlphaGrain.Matrix }),
            Varied("official_ranking", "official ranking", plain with { Ranking = ShotRanking.Official }),
            Varied("raw", "raw space", plain with { Space = MixSpace.Raw }),
            Varied("official", "as the official script (raw, each matrix, not normalised, official ranking)",
                plain with { Grain = AlphaGrain.Matrix, Space = MixSpace.Raw, Normalize = false, Ranking = ShotRanking.Official }, anyhow: true),
        ];
    }
}
