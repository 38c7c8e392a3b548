namespace T2L.Hypernetwork.Search;

/// <summary>How long and how wide a search with examples looks.</summary>
public sealed record SearchOptions
{
    /// <summary>Candidates of a round, 4 to 256. Default 32.</summary>
    public int Candidates { get; init; } = 32;

    /// <summary>Best candidates that the next round goes on from, 2 to half of the candidates. Default 8.</summary>
    public int Elite { get; init; } = 8;

    /// <summary>Rounds at most, 1 to 100. Default 6.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>Deviation of the first candidates from the description, in deviations of training tasks; above 0, at most 4. Default 0.5.</summary>
    public double Spread { get; init; } = 0.5;

    /// <summary>No new round begins after this time. Default one minute.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Start of the random numbers. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">One is; the message names it.</exception>
    public void Validate()
    {
        Require(Candidates is >= 4 and <= 256, $"Candidates is {Candidates}; expected 4 to 256 (default 32).");
        Require(Elite >= 2 && Elite <= Candidates / 2, $"Elite is {Elite}; expected 2 to {Candidates / 2}, half of the candidates (default 8).");
        Require(Rounds is >= 1 and <= 100, $"Rounds is {Rounds}; expected 1 to 100 (default 6).");
        Require(Spread is > 0 and <= 4, FormattableString.Invariant($"Spread is {Spread}; expected above 0, at most 4 (default 0.5)."));
        Require(TimeLimit > TimeSpan.Zero, $"TimeLimit is {TimeLimit}; expected above 0 (default one minute).");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
