namespace T2L.Client.Evaluations;

/// <summary>A figure to be added to a version.</summary>
/// <param name="Suite">What it was measured on, 1 to 100 characters.</param>
/// <param name="Value">The figure.</param>
public sealed record Figure(string Suite, double Value)
{
    /// <summary>What was measured; null for <c>accuracy</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>On how many examples.</summary>
    public int? N { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>Seed of the measurement.</summary>
    public long? Seed { get; init; }

    /// <summary>The command or the place that it came from, at most 500 characters.</summary>
    public string? Source { get; init; }
}
