using T2L.Training.Official;

namespace T2L.Training.Benchmarks;

/// <summary>The benchmarks there are.</summary>
public static class BenchmarkCatalog
{
    private static readonly Benchmark[] All =
    [
        Arc.Challenge, Arc.Easy, BoolQ.Default, Gsm8k.Default, HellaSwag.Default, OpenBookQa.Default,
        Piqa.Default, WinoGrande.Default, HumanEval.Default, Mbpp.Default,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(benchmark => benchmark.Name)];

    /// <summary>One of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="tasks">Folder of tasks whose <c>metadata.yaml</c> holds the question to ask; null for our own wording.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="Rows.DataFormatException">The task's file cannot be used.</exception>
    public static Benchmark Get(string name, string? tasks = null)
    {
        var benchmark = Array.Find(All, benchmark => benchmark.Name == name)
            ?? throw new ArgumentException($"There is no benchmark '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
        // The reference takes the coding prompts from elsewhere.
        return tasks is null || benchmark.IsCode ? benchmark : benchmark.WithTask(TaskFolder.Read(tasks, name));
    }
}
