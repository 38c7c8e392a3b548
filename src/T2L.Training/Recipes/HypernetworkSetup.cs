using T2L.Adapters.Lora;
using T2L.Hypernetwork;
using T2L.Models;

namespace T2L.Training.Recipes;

/// <summary>From a recipe's options to the configuration of its hypernetwork.</summary>
internal static class HypernetworkSetup
{
    /// <summary>A configuration for a base model and an encoder; what a recipe adds is left at its default.</summary>
    public static HypernetworkConfig Config(HypernetworkOptions options, ModelConfig baseModel, string baseModelFolder, int embeddingSize, TrainingTask task, bool headBias) => new()
    {
        TaskEmbeddingSize = embeddingSize,
        LatentSize = options.LatentSize,
        HeadInputSize = options.HeadInputSize,
        Layers = baseModel.Layers,
        Variant = options.Variant,
        LearnablePositions = options.LearnablePositions,
        HeadBias = headBias,
        TrainingTask = task,
        Modules = [.. options.TargetModules.Select(name => Module(name, baseModel))],
        Lora = Lora(options.Rank, options.TargetModules, options.BaseModelName ?? Path.GetFileName(baseModelFolder.TrimEnd('/'))),
    };

    /// <summary>The official form of an adapter: alpha is twice the rank, divided by its root.</summary>
    public static LoraConfig Lora(int rank, IReadOnlyList<string> modules, string baseModelName) => new()
    {
        Rank = rank,
        Alpha = 2 * rank,
        UseRsLora = true,
        TargetModules = modules,
        BaseModel = baseModelName,
    };

    private static TargetModule Module(string name, ModelConfig baseModel)
    {
        var (width, height) = baseModel.ProjectionShape(name);
        return new TargetModule(name, width, height);
    }
}
