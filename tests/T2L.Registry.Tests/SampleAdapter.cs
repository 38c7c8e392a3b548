using T2L.Adapters;
using T2L.Adapters.Lora;

namespace T2L.Registry.Tests;

/// <summary>Small adapters; the seed decides their numbers, so equal seeds give equal bytes.</summary>
internal static class SampleAdapter
{
    internal static LoraAdapter Create(int seed = 1, string baseModel = "nano")
    {
        var random = new Random(seed);
        var config = new LoraConfig { Rank = 2, Alpha = 4, TargetModules = ["q_proj", "v_proj"], BaseModel = baseModel };
        var modules = new Dictionary<string, LoraWeights>();
        foreach (var module in config.TargetModules)
            modules.Add($"model.layers.0.self_attn.{module}", new LoraWeights(Tensor(random, 2, 8), Tensor(random, 8, 2)));
        return new LoraAdapter(config, modules);
    }

    private static TensorData Tensor(Random random, long rows, long columns)
    {
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        return TensorData.FromFloats(values, rows, columns);
    }
}
