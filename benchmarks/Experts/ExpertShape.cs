using T2L.Benchmarks.Decode;
using TorchSharp;

namespace T2L.Benchmarks.Experts;

/// <summary>A mix of adapters in a batch.</summary>
/// <param name="Name">In the words of a table.</param>
/// <param name="Experts">Rows with an SVF expert, each its own.</param>
/// <param name="Loras">Rows with a LoRA, each its own.</param>
internal sealed record AdapterMix(string Name, int Experts, int Loras);

/// <summary>The batches that are measured.</summary>
internal static class ExpertShape
{
    /// <summary>The mix that the target is for.</summary>
    public static AdapterMix Half(int rows) => new($"{rows / 2} experts and {rows / 2} LoRAs", rows / 2, rows / 2);

    /// <summary>All mixes of a batch.</summary>
    public static IReadOnlyList<AdapterMix> Mixes(int rows) => [Half(rows), new($"{rows} experts", rows, 0), new($"{rows} LoRAs", 0, rows)];

    /// <summary>The nano size and a larger one. A GPU gets a larger one still.</summary>
    public static IReadOnlyList<DecodeShape> For(DeviceType device, bool smoke) => DecodeShape.For(device, smoke)
        .Select(shape => shape with { Batch = 16, Config = shape.Config with { Layers = Math.Min(shape.Config.Layers, 6) } }).ToList();
}
