namespace T2L.Hypernetwork;

/// <summary>One tensor of a hypernetwork's state.</summary>
/// <param name="Name">Its name in the state dict.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Kind">What it is for.</param>
internal sealed record StateTensor(string Name, long[] Shape, StateKind Kind)
{
    public bool IsTrainable => Kind == StateKind.Parameter;

    public long ElementCount => Shape.Aggregate(1L, (product, size) => product * size);
}

/// <summary>What a tensor of the state is for.</summary>
internal enum StateKind
{
    /// <summary>Learned.</summary>
    Parameter,

    /// <summary>Offsets and target statistics; zeros where a file has none.</summary>
    Constant,

    /// <summary>Running averages of the vector-quantized encoder.</summary>
    Average,
}

/// <summary>Names and shapes of a hypernetwork's state dict, in the order in which official checkpoints hold them.</summary>
internal static class StateLayout
{
    public static readonly string[] ConstantPrefixes = ["AB_offset", "mean_recon_target", "std_recon_target"];

    public static IReadOnlyList<StateTensor> Of(HypernetworkConfig config) =>
        [.. Constants(config), .. TaskEncoder(config), .. Embeddings(config), .. Trunk(config.TrunkSize, config.HeadInputSize), .. Selectors(config), .. Heads(config)];

    // Constants stand in alphabetical order whatever the order of the modules.
    private static IEnumerable<StateTensor> Constants(HypernetworkConfig config)
    {
        foreach (var prefix in ConstantPrefixes)
        {
            var modules = config.Modules.OrderBy(m => m.Name, StringComparer.Ordinal).ToArray();
            foreach (var module in modules)
                yield return new($"{prefix}.A.{module.Name}", [config.Layers, config.Rank, module.InFeatures], StateKind.Constant);
            foreach (var module in modules)
                yield return new($"{prefix}.B.{module.Name}", [config.Layers, module.OutFeatures, config.Rank], StateKind.Constant);
        }
    }

    private static IEnumerable<StateTensor> TaskEncoder(HypernetworkConfig config)
    {
        const string Name = "task_encoder";
        long e = config.TaskEmbeddingSize, z = config.EncodedTaskSize, codes = HypernetworkConfig.Codes;
        return config.Encoder switch
        {
            TaskEncoderKind.Linear => [.. Linear($"{Name}.mlp.0", e, z), .. Norm($"{Name}.mlp.1", z)],
            TaskEncoderKind.Discrete => [.. Linear($"{Name}.mlp.0", e, 4 * z), .. Linear($"{Name}.mlp.3", 4 * z, z)],
            TaskEncoderKind.Softmax =>
            [
                Parameter($"{Name}.embed", codes, z),
                .. Linear($"{Name}.mlp.0", e, 4 * z), .. Linear($"{Name}.mlp.3", 4 * z, codes), .. Norm($"{Name}.ln", z),
            ],
            _ =>
            [
                new($"{Name}.embed", [z, codes], StateKind.Average),
                new($"{Name}.cluster_size", [codes], StateKind.Average),
                new($"{Name}.embed_avg", [z, codes], StateKind.Average),
                .. Linear($"{Name}.mlp.0", e, 4 * z), .. Linear($"{Name}.mlp.3", 4 * z, z), .. Norm($"{Name}.ln", z),
            ],
        };
    }

    private static IEnumerable<StateTensor> Embeddings(HypernetworkConfig config) =>
        config.Encoder == TaskEncoderKind.Discrete
            ? []
            : [
                Parameter("layer_depth_encoder.0.weight", config.Layers, config.LayerEmbeddingSize),
                .. Norm("layer_depth_encoder.1", config.LayerEmbeddingSize),
                Parameter("layer_type_encoder.0.weight", config.Modules.Count, config.ModuleEmbeddingSize),
                .. Norm("layer_type_encoder.1", config.ModuleEmbeddingSize),
            ];

    /// <summary>What stands between the rows and the heads, of any hypernetwork.</summary>
    /// <param name="d">D, width of the trunk.</param>
    /// <param name="h">H, width of what the heads read.</param>
    public static IEnumerable<StateTensor> Trunk(long d, long h) =>
        [
            .. Linear("mixer.1", d, 4 * d), .. Linear("mixer.4", 4 * d, d),
            .. Norm("mlp1.mlp.0", d), .. Linear("mlp1.mlp.1", d, 4 * d), .. Linear("mlp1.mlp.4", 4 * d, d),
            .. Norm("mlp2.mlp.0", d), .. Linear("mlp2.mlp.1", d, 4 * d), .. Linear("mlp2.mlp.4", 4 * d, d),
            .. Norm("mlp3.0", d), .. Linear("mlp3.1", d, 4 * d), .. Linear("mlp3.4", 4 * d, h),
        ];

    // What tells the heads which rank and which factor to write.
    private static IEnumerable<StateTensor> Selectors(HypernetworkConfig config)
    {
        long d = config.TrunkSize;
        IEnumerable<StateTensor> positions = config.LearnablePositions
            ? [Parameter("pos_emb.0.weight", config.Rank, d), .. Norm("pos_emb.1", d)]
            : [];
        IEnumerable<StateTensor> factors = config.Variant.SharesHead()
            ? [
                .. config.Modules.SelectMany(m => new[] { Parameter($"out_emb.{m.Name}.A", d), Parameter($"out_emb.{m.Name}.B", d) }),
                .. Norm("out_emb_norm", d),
            ]
            : [];
        return positions.Concat(factors);
    }

    private static IEnumerable<StateTensor> Heads(HypernetworkConfig config)
    {
        foreach (var module in config.Modules)
        {
            yield return Parameter($"heads.{module.Name}.weight", config.HeadSize(module), config.HeadInputSize);
            if (config.HeadBias)
                yield return Parameter($"heads.{module.Name}.bias", config.HeadSize(module));
        }
    }

    public static StateTensor[] Linear(string name, long inputs, long outputs) =>
        [Parameter($"{name}.weight", outputs, inputs), Parameter($"{name}.bias", outputs)];

    public static StateTensor[] Norm(string name, long width) => [Parameter($"{name}.weight", width), Parameter($"{name}.bias", width)];

    public static StateTensor Parameter(string name, params long[] shape) => new(name, shape, StateKind.Parameter);
}
