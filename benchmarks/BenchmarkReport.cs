using System.Text.Json;

namespace T2L.Benchmarks;

/// <summary>What a benchmark found.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Machine">Where: processor, cores, kernel choices, load.</param>
/// <param name="Results">The figures, case by case.</param>
public sealed record BenchmarkReport(string Name, string Machine, IReadOnlyList<BenchmarkResult> Results)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The report as <c>t2l bench --json</c> prints it.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One figure.</summary>
/// <param name="Case">What was run.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit, for instance <c>ms</c>; also that of baseline, floor and target.</param>
public sealed record BenchmarkResult(string Case, string Metric, double Value, string Unit)
{
    /// <summary>The same figure of the baseline, measured in the same process.</summary>
    public double? Baseline { get; init; }

    /// <summary>How many times better than the baseline.</summary>
    public double? Ratio { get; init; }

    /// <summary>The best that this machine allows, by its measured peak figures.</summary>
    public double? Floor { get; init; }

    /// <summary>What the figure should be.</summary>
    public double? Target { get; init; }

    /// <summary>Whether the target holds; null where there is none.</summary>
    public bool? Holds { get; init; }

    /// <summary>The best repetition; <see cref="Value"/> is the median. Far apart, the machine was busy.</summary>
    public double? Fastest { get; init; }

    /// <summary>Share of the machine's busy time that its host gave to others meanwhile, 0 to 1; null where it was not looked at. Above a few percent the figure says more of the host.</summary>
    public double? Stolen { get; init; }
}
