namespace T2L.Svf.Search;

/// <summary>How mixing weights are looked for. The defaults are those of the official code, but for the number of generations.</summary>
public sealed record AlphaSearchOptions
{
    /// <summary>Candidates of a generation, 2 to 4096. Default 32.</summary>
    public int Population { get; init; } = 32;

    /// <summary>Share of the population that the next generation follows; at least 2 candidates. Default 0.2.</summary>
    public double EliteShare { get; init; } = 0.2;

    /// <summary>Least weight. Default 0.</summary>
    public float Minimum { get; init; }

    /// <summary>Largest weight. Default 1.</summary>
    public float Maximum { get; init; } = 1;

    /// <summary>Share of the old mean and deviation (random shooting: of the old best) that stays, 0 up to 1, 1 not included. Default 0.</summary>
    public double Ema { get; init; }

    /// <summary>Whether the best so far takes the place of the first candidate. Default true.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Whether log-likelihood decides among equal best scores; else the first of them is the best. Default true.</summary>
    public bool LikelihoodTies { get; init; } = true;

    /// <summary>Generations, 1 to 100,000. Default 50, as in the official script.</summary>
    public int Generations { get; init; } = 50;

    /// <summary>Start of the random numbers. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The number of candidates that the next generation follows.</summary>
    internal int Elite => (int)Math.Floor(EliteShare * Population);

    /// <summary>A point between the bounds: the start is a candidate like any other.</summary>
    internal float[] Clamped(ReadOnlySpan<float> point) => Array.ConvertAll(point.ToArray(), x => Math.Clamp(x, Minimum, Maximum));

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">One is; the message names it.</exception>
    public void Validate()
    {
        Require(Population is >= 2 and <= 4096, $"Population is {Population}; expected 2 to 4096 (default 32).");
        Require(EliteShare is > 0 and <= 1, FormattableString.Invariant($"EliteShare is {EliteShare}; expected above 0, at most 1 (default 0.2)."));
        Require(Elite >= 2, FormattableString.Invariant($"EliteShare is {EliteShare} of {Population} candidates, which is {Elite}; expected at least 2, a deviation needs them."));
        Require(float.IsFinite(Minimum) && float.IsFinite(Maximum) && Minimum < Maximum, FormattableString.Invariant($"Minimum is {Minimum} and Maximum {Maximum}; expected a range (default 0 to 1)."));
        Require(Ema is >= 0 and < 1, FormattableString.Invariant($"Ema is {Ema}; expected 0 up to 1, 1 not included (default 0)."));
        Require(Generations is >= 1 and <= 100_000, $"Generations is {Generations}; expected 1 to 100000 (default 50).");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
