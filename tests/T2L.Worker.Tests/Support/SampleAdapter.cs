using T2L.Adapters;
using T2L.Adapters.Lora;

namespace T2L.Worker.Tests.Support;

/// <summary>A tiny adapter whose numbers depend on a text, as a hypernetwork's would.</summary>
internal static class SampleAdapter
{
    public static LoraAdapter For(string description) => Of(new Random(string.GetHashCode(description, StringComparison.Ordinal)));

    /// <summary>B is zero, so nothing changes, whatever A is.</summary>
    public static LoraAdapter WithoutEffect() => Of(new Random(1), zeroB: true);

    private static LoraAdapter Of(Random random, bool zeroB = false)
    {
        var config = new LoraConfig { Rank = 2, Alpha = 4, TargetModules = ["q_proj"], BaseModel = "nano" };
        var weights = new LoraWeights(Random(random, 2, 4), zeroB ? TensorData.FromFloats(new float[8], 4, 2) : Random(random, 4, 2));
        return new LoraAdapter(config, new Dictionary<string, LoraWeights> { ["model.layers.0.self_attn.q_proj"] = weights });
    }

    private static TensorData Random(Random random, int rows, int columns) =>
        TensorData.FromFloats([.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)], rows, columns);
}
