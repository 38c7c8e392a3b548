namespace T2L.Benchmarks;

/// <summary>How long a benchmark measures.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Measured repetitions of a short case, 1 or more. Default 21. Long cases take fewer, so that a case ends within about ten seconds.</summary>
    public int Repetitions { get; init; } = 21;

    /// <summary>Thread counts to measure. Default 1 and 2.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1, 2];

    /// <summary>Toy sizes, to see that a benchmark runs; its figures mean nothing. Default false.</summary>
    public bool Smoke { get; init; }
}
