using System.CommandLine;
using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Adaptation;
using T2L.Svf.Search;

namespace T2L.Cli.Commands.Svf;

/// <summary>The options of a few-shot search on the command line.</summary>
internal static class SvfAdaptOptions
{
    private static readonly FewShotOptions Defaults = new();

    private static readonly Option<string> Weights = new("--weights") { Description = "Few-shot: which matrices share a weight: global, layer or matrix (what the official code calls per layer).", DefaultValueFactory = _ => "global" };
    private static readonly Option<string> Space = new("--space") { Description = "Few-shot: mix gates (gate), or stored numbers as the official code does (raw).", DefaultValueFactory = _ => "gate" };
    private static readonly Option<bool> NoNormalize = new("--no-normalize") { Description = "Few-shot: do not divide weights by their sum." };
    private static readonly Option<string> Ranking = new("--ranking") { Description = "Few-shot: exact answers and then likelihood for every candidate (likelihood), or the official code's rule (official).", DefaultValueFactory = _ => "likelihood" };
    private static readonly Option<string> Search = new("--search") { Description = "Few-shot: cem (cross-entropy method) or random (random shooting).", DefaultValueFactory = _ => "cem" };
    private static readonly Option<int> Generations = new("--generations") { Description = "Few-shot: generations.", DefaultValueFactory = _ => Defaults.Search.Generations };
    private static readonly Option<int> Population = new("--population") { Description = "Few-shot: candidates of a generation.", DefaultValueFactory = _ => Defaults.Search.Population };
    private static readonly Option<double> EliteShare = new("--elite") { Description = "Few-shot: share of the candidates that the next generation follows.", DefaultValueFactory = _ => Defaults.Search.EliteShare };
    private static readonly Option<float> Minimum = new("--min") { Description = "Few-shot: least weight.", DefaultValueFactory = _ => Defaults.Search.Minimum };
    private static readonly Option<float> Maximum = new("--max") { Description = "Few-shot: largest weight.", DefaultValueFactory = _ => Defaults.Search.Maximum };
    private static readonly Option<double> Ema = new("--ema") { Description = "Few-shot: share of the old mean and deviation that stays.", DefaultValueFactory = _ => Defaults.Search.Ema };
    private static readonly Option<bool> ForgetBest = new("--forget-best") { Description = "Few-shot: do not carry the best candidate into the next generation." };
    private static readonly Option<bool> NoTies = new("--no-likelihood-ties") { Description = "Few-shot, --ranking official: the first among equals is the best." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Few-shot: start of the search's random numbers.", DefaultValueFactory = _ => 0 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Weights, Space, NoNormalize, Ranking, Search, Generations, Population, EliteShare, Minimum, Maximum, Ema, ForgetBest, NoTies, Seed];

    /// <summary>What they say.</summary>
    /// <exception cref="UsageException">A word that is not known.</exception>
    /// <exception cref="ArgumentException">A number out of range.</exception>
    public static FewShotOptions Of(ParseResult parsed)
    {
        var options = new FewShotOptions
        {
            Grain = OneOf(parsed, Weights, ("global", AlphaGrain.Global), ("layer", AlphaGrain.Layer), ("matrix", AlphaGrain.Matrix)),
            Space = OneOf(parsed, Space, ("gate", MixSpace.Gate), ("raw", MixSpace.Raw)),
            Normalize = !parsed.GetValue(NoNormalize),
            Ranking = OneOf(parsed, Ranking, ("likelihood", ShotRanking.Likelihood), ("official", ShotRanking.Official)),
            Algorithm = OneOf(parsed, Search, ("cem", AlphaAlgorithm.CrossEntropy), ("random", AlphaAlgorithm.RandomShooting)),
            Search = new AlphaSearchOptions
            {
                Generations = parsed.GetValue(Generations), Population = parsed.GetValue(Population), EliteShare = parsed.GetValue(EliteShare), Minimum = parsed.GetValue(Minimum),
                Maximum = parsed.GetValue(Maximum), Ema = parsed.GetValue(Ema), KeepBest = !parsed.GetValue(ForgetBest), LikelihoodTies = !parsed.GetValue(NoTies), Seed = parsed.GetValue(Seed),
            },
        };
        options.Validate();
        return options;
    }

    private static T OneOf<T>(ParseResult parsed, Option<string> option, params (string Word, T Value)[] choices)
    {
        var said = parsed.GetValue(option);
        foreach (var (word, value) in choices)
        {
            if (word == said)
                return value;
        }

        throw new UsageException($"{option.Name} is '{said}'; expected {string.Join(", ", choices.SkipLast(1).Select(choice => choice.Word))} or {choices[^1].Word}.");
    }
}
