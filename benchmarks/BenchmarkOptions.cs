namespace T2L.Benchmarks;

/// <summary>How long a benchmark measures.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Measured repetitions of a short case, 1 or more. Default 21. Long cases take fewer, so that a case ends within about ten seconds.</summary>
    public int Repetitions { get; init; } = 21;

    /// <summary>Thread counts to measure. Default 1 and 2. Of no meaning on a GPU.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1, 2];

    /// <summary>Where to measure: <c>cpu</c> (default), <c>cuda:N</c>, or <c>auto</c> for the first GPU where there is one.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Folder in which the random models and adapters stay, so that other programs can be measured with them. Default null: none.</summary>
    public string? Keep { get; init; }

    /// <summary>Model folder that <c>base-model</c> measures. Default null: a random one of 0.1 G parameters.</summary>
    public string? Model { get; init; }

    /// <summary>Number format that <c>base-model</c> computes in: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Toy sizes, to see that a benchmark runs; its figures mean nothing. Default false.</summary>
    public bool Smoke { get; init; }
}
