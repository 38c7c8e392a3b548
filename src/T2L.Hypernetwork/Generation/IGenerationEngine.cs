namespace T2L.Hypernetwork.Generation;

/// <summary>Evaluates a hypernetwork. Two of them: libtorch, on any device and the yardstick; and the kernels for the CPU.</summary>
internal interface IGenerationEngine : IDisposable
{
    /// <summary>What runs, for logs: <c>cpu avx512, 2 threads</c>.</summary>
    string Description { get; }

    /// <summary>Writes one adapter for each embedding.</summary>
    /// <param name="embeddings">Task embeddings, shape [n, E], row-major.</param>
    /// <param name="adapters">n blocks to write to.</param>
    void Generate(ReadOnlySpan<float> embeddings, IReadOnlyList<AdapterMemory> adapters);
}
