namespace T2L.Training.Official;

/// <summary>Which rows a task is measured on while training runs.</summary>
internal static class ValidationSplits
{
    private static readonly SplitSlice.Bound Most = new(500, Percent: false);
    private static readonly SplitSlice.Bound NineTenths = new(90, Percent: true);

    private static readonly Dictionary<string, string> Benchmarks = new(StringComparer.Ordinal)
    {
        ["openbookqa"] = "validation",
        ["hellaswag"] = "train",
        ["winogrande"] = "train",
        ["boolq"] = "train",
        ["piqa"] = "train",
        ["arc_easy"] = "validation",
        ["arc_challenge"] = "validation",
    };

    // Looked at only once training is over.
    private static readonly HashSet<string> Reserved = ["gsm8k", "humaneval", "mbpp"];

    /// <summary>What a trained task that is measured too keeps for training.</summary>
    public static SplitSlice Trained(SplitSlice split) => new(split.Name, null, NineTenths);

    /// <summary>What it is measured on.</summary>
    public static SplitSlice Seen(SplitSlice split) => new(split.Name, NineTenths);

    /// <summary>What a held-out task is measured on.</summary>
    public static SplitSlice Unseen { get; } = new("valid", null, Most);

    /// <summary>What a benchmark is measured on.</summary>
    public static SplitSlice Benchmark(string task) => new(Benchmarks[task], null, Most);

    public static bool IsBenchmark(string task) => Benchmarks.ContainsKey(task);

    public static bool IsReserved(string task) => Reserved.Contains(task);
}
