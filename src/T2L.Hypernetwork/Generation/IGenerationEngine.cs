namespace T2L.Hypernetwork.Generation;

/// <summary>Evaluates a hypernetwork. Two of them: libtorch, on any device and the yardstick; and the kernels for the CPU.</summary>
internal interface IGenerationEngine : IDisposable
{
    /// <summary>What runs, for logs: <c>cpu avx512, 2 threads</c>.</summary>
    string Description { get; }

    /// <summary>Turns task embeddings into task codes, the first step of the network.</summary>
    /// <param name="embeddings">Task embeddings, shape [n, E], row-major.</param>
    /// <param name="count">Number of embeddings n.</param>
    /// <returns>Shape [n, Z].</returns>
    float[] Encode(ReadOnlySpan<float> embeddings, int count);

    /// <summary>Writes one adapter for each task code.</summary>
    /// <param name="codes">Task codes, shape [n, Z], row-major.</param>
    /// <param name="adapters">n blocks to write to.</param>
    void Generate(ReadOnlySpan<float> codes, IReadOnlyList<AdapterMemory> adapters);
}
