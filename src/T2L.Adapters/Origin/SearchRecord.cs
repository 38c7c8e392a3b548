namespace T2L.Adapters.Origin;

/// <summary>How an adapter was searched for with examples: what it takes, beside the same models and description, to find the same one again, and what it brought.</summary>
public sealed record SearchRecord
{
    /// <summary>Digest of the examples.</summary>
    public required string ExamplesDigest { get; init; }

    /// <summary>Number of examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Examples that the search itself never saw and that chose among its candidates; 0 where there were too few to spare any.</summary>
    public required int HeldOut { get; init; }

    /// <summary>
    /// Digest of the training tasks' embeddings, which the deviations come from; null where the hypernetwork brings none, and in records
    /// from before they were written down.
    /// </summary>
    public string? TasksDigest { get; init; }

    /// <summary>Start of the random numbers.</summary>
    public required long Seed { get; init; }

    /// <summary>Rounds done; fewer than asked for where time ran out.</summary>
    public required int Rounds { get; init; }

    /// <summary>Candidates of a round.</summary>
    public required int Candidates { get; init; }

    /// <summary>Candidates that a round goes on from.</summary>
    public required int Elite { get; init; }

    /// <summary>Deviation of the first candidates, in deviations of training tasks.</summary>
    public required double Spread { get; init; }

    /// <summary>Round that the adapter was found in, from 1; 0 when it is the plain description's.</summary>
    public required int FoundInRound { get; init; }

    /// <summary>Mean log-likelihood per answer with the plain description's adapter.</summary>
    public required double LogLikelihoodBefore { get; init; }

    /// <summary>Mean log-likelihood per answer with the adapter that was kept; never below the one before.</summary>
    public required double LogLikelihoodAfter { get; init; }

    /// <summary>Examples answered exactly with the plain description's adapter.</summary>
    public required int ExactBefore { get; init; }

    /// <summary>Examples answered exactly with the adapter that was kept.</summary>
    public required int ExactAfter { get; init; }

    /// <summary>What the examples brought: the gain in mean log-likelihood per answer.</summary>
    public double Gain => LogLikelihoodAfter - LogLikelihoodBefore;
}
