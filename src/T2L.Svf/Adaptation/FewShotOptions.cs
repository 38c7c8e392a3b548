using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Search;

namespace T2L.Svf.Adaptation;

/// <summary>Which matrices share their weights in a search.</summary>
public enum AlphaGrain
{
    /// <summary>All: one weight an expert. The default.</summary>
    Global,

    /// <summary>Those of a layer.</summary>
    Layer,

    /// <summary>None: a weight for each expert and matrix. What the official code calls "per layer".</summary>
    Matrix,
}

/// <summary>What decides between candidates.</summary>
public enum ShotRanking
{
    /// <summary>Exact answers; between equals the likelihood of the right answers, for the elite as well as for the best. The default.</summary>
    Likelihood,

    /// <summary>Exact answers; likelihood of those that are right decides among the best alone, and the elite among equals is arbitrary. The official code's.</summary>
    Official,
}

/// <summary>How weights are searched for.</summary>
public enum AlphaAlgorithm
{
    /// <summary>The cross-entropy method. The default.</summary>
    CrossEntropy,

    /// <summary>Random shooting, to compare with.</summary>
    RandomShooting,
}

/// <summary>How experts are mixed for a few examples (Transformer², arXiv:2501.06252, section 3.3).</summary>
public sealed record FewShotOptions
{
    /// <summary>Fewest examples of a search: the fewest that the paper tries.</summary>
    public const int LeastShots = 3;

    /// <summary>Which matrices share their weights. Default all.</summary>
    public AlphaGrain Grain { get; init; } = AlphaGrain.Global;

    /// <summary>What is added up. Default gates; raw numbers as the official code has it.</summary>
    public MixSpace Space { get; init; } = MixSpace.Gate;

    /// <summary>Whether weights are divided by their sum. Default true.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>What decides between candidates. Default exact answers, then likelihood.</summary>
    public ShotRanking Ranking { get; init; } = ShotRanking.Likelihood;

    /// <summary>How weights are searched for. Default the cross-entropy method.</summary>
    public AlphaAlgorithm Algorithm { get; init; } = AlphaAlgorithm.CrossEntropy;

    /// <summary>Population, elite, bounds, generations and seed.</summary>
    public AlphaSearchOptions Search { get; init; } = new();

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">One is; the message names it.</exception>
    public void Validate()
    {
        Search.Validate();
        if (Space == MixSpace.Gate && Search.Minimum < 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Minimum is {Search.Minimum} in gate space; expected 0 or more (default 0). Only raw numbers may have negative weights: --space raw, or --min 0."));
        }
    }

    /// <summary>How candidates become experts. A candidate often has nothing for a matrix: that one stays as the base has it.</summary>
    internal MixOptions Mix => new() { Space = Space, Normalize = Normalize, WhereEmpty = EmptyMatrix.Base };
}
