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
        Lora = Lora(options.Rank, options.TargetModules, options.BaseModelName, baseModelFolder),
    };

    /// <summary>The official form of an adapter: alpha is twice the rank, divided by its root.</summary>
    /// <param name="rank">Rank.</param>
    /// <param name="modules">Adapted modules.</param>
    /// <param name="baseModelName">What adapters call the base model; null for the name of its folder.</param>
    /// <param name="baseModelFolder">That folder.</param>
    public static LoraConfig Lora(int rank, IReadOnlyList<string> modules, string? baseModelName, string baseModelFolder) => new()
    {
        Rank = rank,
        Alpha = 2 * rank,
        UseRsLora = true,
        TargetModules = modules,
        BaseModel = baseModelName ?? Path.GetFileName(baseModelFolder.TrimEnd('/')),
    };

    private static TargetModule Module(string name, ModelConfig baseModel)
    {
        var (width, height) = baseModel.ProjectionShape(name);
        return new TargetModule(name, width, height);
    }
}
