using System.Runtime.InteropServices;
using T2L.Adapters;
using T2L.Hypernetwork;

namespace T2L.Benchmarks.Hypernetwork;

/// <summary>Seeded random numbers at the scale of trained ones; no offset, as in every network without a multi-task LoRA.</summary>
internal static class RandomHypernetwork
{
    public static HypernetworkCheckpoint Of(HypernetworkConfig config)
    {
        var random = new Random(20261121);
        var state = StateLayout.Of(config).Where(t => t.Kind == StateKind.Parameter)
            .ToDictionary(t => t.Name, t => Numbers(random, t.Shape, t.Shape.Length == 2 ? 1 / MathF.Sqrt(t.Shape[1]) : 1), StringComparer.Ordinal);
        return new HypernetworkCheckpoint(config, state);
    }

    public static TensorData Embeddings(HypernetworkConfig config, int count) => Numbers(new Random(count), [count, config.TaskEmbeddingSize], 1.7f);

    private static TensorData Numbers(Random random, long[] shape, float scale)
    {
        var bytes = new byte[shape.Aggregate((long)sizeof(float), (product, size) => product * size)];
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
            value = (random.NextSingle() * 2 - 1) * scale;
        return new TensorData(TensorDType.F32, shape, bytes);
    }
}
