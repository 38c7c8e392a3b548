using T2L.Adapters.Lora;
using T2L.Hypernetwork;

namespace T2L.Benchmarks.Hypernetwork;

/// <summary>The networks that are measured.</summary>
internal static class HypernetworkShape
{
    /// <summary>Mistral-7B with the official sizes: 32 layers, rank 8, latent size 128, head input 512, gte embeddings.</summary>
    public static HypernetworkConfig Mistral7B(HeadVariant variant) => Config(variant, 1024, 128, 512, 32, [new("q_proj", 4096, 4096), new("v_proj", 4096, 1024)]);

    /// <summary>A toy.</summary>
    public static HypernetworkConfig Toy(HeadVariant variant) => Config(variant, 16, 16, 32, 4, [new("q_proj", 32, 32), new("v_proj", 32, 16)]);

    private static HypernetworkConfig Config(HeadVariant variant, int embedding, int latent, int headInput, int layers, TargetModule[] modules) => new()
    {
        TaskEmbeddingSize = embedding,
        LatentSize = latent,
        HeadInputSize = headInput,
        Layers = layers,
        Modules = modules,
        Variant = variant,
        HeadBias = true,
        TrainingTask = TrainingTask.Sft,
        Lora = new LoraConfig { Rank = 8, Alpha = 16, UseRsLora = true, TargetModules = [.. modules.Select(m => m.Name)], BaseModel = "benchmark" },
    };
}
