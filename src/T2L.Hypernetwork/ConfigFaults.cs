namespace T2L.Hypernetwork;

/// <summary>What is wrong with a configuration, as sentences. The bounds keep a hostile file from asking for absurd memory.</summary>
internal static class ConfigFaults
{
    private const int MaxWidth = 1 << 20;
    private const int MaxLayers = 1024;
    private const int MaxModules = 64;

    // One adapter lies in one array.
    private const long MaxAdapterBytes = 2_000_000_000;

    public static IEnumerable<string> Of(HypernetworkConfig config) =>
        OfSizes(config).Concat(OfModules(config)).Concat(OfSettings(config));

    private static IEnumerable<string> OfSizes(HypernetworkConfig config)
    {
        if (config.TaskEmbeddingSize is < 1 or > MaxWidth)
            yield return $"The task embedding size is {config.TaskEmbeddingSize}; expected 1 to {MaxWidth}.";
        if (config.LatentSize is < 4 or > MaxWidth)
            yield return $"The latent size is {config.LatentSize}; expected 4 to {MaxWidth}.";
        if (config.HeadInputSize is < 1 or > MaxWidth)
            yield return $"The head input size is {config.HeadInputSize}; expected 1 to {MaxWidth}.";
        if (config.Layers is < 1 or > MaxLayers)
            yield return $"The number of layers is {config.Layers}; expected 1 to {MaxLayers}.";
        if (!double.IsFinite(config.DeltaWeightScaling) || config.DeltaWeightScaling <= 0)
            yield return $"delta_w_scaling is {config.DeltaWeightScaling}; expected a number above 0.";
    }

    private static IEnumerable<string> OfModules(HypernetworkConfig config)
    {
        if (config.Modules.Count is < 1 or > MaxModules)
            yield return $"The number of target modules is {config.Modules.Count}; expected 1 to {MaxModules}.";
        if (config.Modules.DistinctBy(m => m.Name).Count() != config.Modules.Count)
            yield return $"Target modules are named twice: {string.Join(", ", config.Modules.Select(m => m.Name))}.";
        foreach (var module in config.Modules)
        {
            if (!TargetModule.IsKnown(module.Name))
                yield return $"Target module '{module.Name}' is not one whose place in the base model is known.";
            if (module.InFeatures is < 1 or > MaxWidth || module.OutFeatures is < 1 or > MaxWidth)
                yield return $"Target module '{module.Name}' has {module.InFeatures} in and {module.OutFeatures} out features; expected 1 to {MaxWidth}.";
        }

        if (config.AdapterParameters * sizeof(float) > MaxAdapterBytes)
            yield return $"One adapter would take {config.AdapterParameters * sizeof(float)} bytes; at most {MaxAdapterBytes} are made.";
    }

    private static IEnumerable<string> OfSettings(HypernetworkConfig config)
    {
        if (config.LearnablePositions && !config.Variant.WritesRanks())
            yield return $"Learnable positions need a variant that writes one rank at a time; this one is {config.Variant}.";
        if (config.Variant.WritesRanks() && !config.LearnablePositions && config.TrunkSize % 2 != 0)
            yield return $"Rotary rank positions need an even trunk width; this one is {config.TrunkSize}.";
        if (config is { Encoder: TaskEncoderKind.Discrete, LatentSize: not (128 or 129) })
            yield return $"The discrete encoder works with a latent size of 128 or 129 only; this one is {config.LatentSize}.";
    }
}
