namespace T2L.Hypernetwork.Experts;

/// <summary>Names and shapes of the state of a network that writes experts: those of a LoRA-writing one up to the heads.</summary>
internal static class ExpertStateLayout
{
    public static IReadOnlyList<StateTensor> Of(ExpertHypernetworkConfig config)
    {
        var (e, z, p, d, h) = ((long)config.TaskEmbeddingSize, (long)config.CodeSize, (long)config.PlaceSize, (long)config.TrunkSize, (long)config.HeadInputSize);
        return
        [
            .. StateLayout.Linear("task_encoder.mlp.0", e, z), .. StateLayout.Norm("task_encoder.mlp.1", z),
            StateLayout.Parameter("layer_depth_encoder.0.weight", config.Layers, p), .. StateLayout.Norm("layer_depth_encoder.1", p),
            StateLayout.Parameter("layer_type_encoder.0.weight", config.Modules.Count, p), .. StateLayout.Norm("layer_type_encoder.1", p),
            .. StateLayout.Trunk(d, h),
            .. config.Modules.SelectMany(module => StateLayout.Linear($"heads.{module.Name}", h, module.Rank)),
        ];
    }
}
