namespace T2L.Adapters.Origin;

/// <summary>How the weights of a mix were found by examples: what it takes to find them again, and what they brought on these examples.</summary>
public sealed record MixSearch
{
    /// <summary>Digest of the examples.</summary>
    public required string ExamplesDigest { get; init; }

    /// <summary>Number of examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Start of the random numbers.</summary>
    public required long Seed { get; init; }

    /// <summary>Generations of candidates.</summary>
    public required int Generations { get; init; }

    /// <summary>Candidates of a generation.</summary>
    public required int Candidates { get; init; }

    /// <summary>Examples that the base model answers exactly.</summary>
    public required int ExactBefore { get; init; }

    /// <summary>Examples that the mix answers exactly.</summary>
    public required int ExactAfter { get; init; }

    /// <summary>Mean over examples of the mean log-probability of a right answer's tokens, for the base model.</summary>
    public required double LogLikelihoodBefore { get; init; }

    /// <summary>The same for the mix.</summary>
    public required double LogLikelihoodAfter { get; init; }
}
