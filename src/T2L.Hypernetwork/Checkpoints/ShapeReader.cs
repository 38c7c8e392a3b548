using T2L.Adapters;
using T2L.Adapters.Lora;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Reads a network's sizes off the shapes in its state dict; official checkpoints state them nowhere else.</summary>
internal sealed class ShapeReader(OrderedDictionary<string, TensorData> state, string file)
{
    private const string HeadPrefix = "heads.";

    public HypernetworkConfig Read(RunArguments arguments, LoraConfig adapter, FoundOrder order, IReadOnlyList<string>? moduleOrder)
    {
        var found = HeadNames();
        if (!order.InKeys)
            found = [.. ModuleOrder.Apply(found, order.Stated ?? adapter.TargetModules, file)];
        var names = ModuleOrder.Apply(found, moduleOrder, file);
        var modules = names.Select(Module).ToArray();
        var encoder = Encoder();
        var headBias = names.Any(m => state.ContainsKey($"{HeadPrefix}{m}.bias"));
        var (layers, rank) = (Size($"AB_offset.A.{names[0]}", 0, 3), Size($"AB_offset.A.{names[0]}", 1, 3));
        CheckAdapter(adapter, names, rank);
        return new HypernetworkConfig
        {
            TaskEmbeddingSize = Size("task_encoder.mlp.0.weight", 1, 2),
            LatentSize = LatentSize(encoder, arguments.LatentSize),
            HeadInputSize = Size("mlp3.4.bias", 0, 1),
            Layers = layers,
            Modules = modules,
            Variant = Variant(modules[0], rank, arguments.WritesRanks),
            LearnablePositions = state.ContainsKey("pos_emb.0.weight"),
            HeadBias = headBias,
            Encoder = encoder,
            TrainingTask = arguments.TrainingTask,
            Factorized = arguments.Factorized,
            // Where the file does not say: the official bias rule tells.
            TargetNormalization = arguments.TargetNormalization ?? !headBias,
            DeltaWeightScaling = arguments.DeltaWeightScaling,
            MultiTaskLora = arguments.MultiTaskLora,
            LearnableOffset = arguments.LearnableOffset,
            EmbeddingModel = arguments.EmbeddingModel,
            Lora = adapter,
        };
    }

    // Training enumerated its modules in an order that only these keys remember.
    private string[] HeadNames()
    {
        var names = state.Keys.Where(k => k.StartsWith(HeadPrefix, StringComparison.Ordinal) && k.LastIndexOf('.') > HeadPrefix.Length)
            .Select(k => k[HeadPrefix.Length..k.LastIndexOf('.')]).Distinct(StringComparer.Ordinal).ToArray();
        return names.Length > 0 ? names : throw Missing($"{HeadPrefix}<module>.weight");
    }

    private TargetModule Module(string name) => new(name, Size($"AB_offset.A.{name}", 2, 3), Size($"AB_offset.B.{name}", 1, 3));

    // args.yaml names an encoder too, but official runs ignore what it names.
    private TaskEncoderKind Encoder()
    {
        if (state.ContainsKey("task_encoder.cluster_size"))
            return TaskEncoderKind.VectorQuantized;
        if (state.ContainsKey("task_encoder.embed"))
            return TaskEncoderKind.Softmax;
        return state.ContainsKey("task_encoder.mlp.3.weight") ? TaskEncoderKind.Discrete : TaskEncoderKind.Linear;
    }

    private int LatentSize(TaskEncoderKind encoder, int? stated)
    {
        var z = encoder switch
        {
            TaskEncoderKind.Linear => Size("task_encoder.mlp.0.weight", 0, 2),
            TaskEncoderKind.Softmax => Size("task_encoder.embed", 1, 2),
            TaskEncoderKind.VectorQuantized => Size("task_encoder.embed", 0, 2),
            _ => HypernetworkConfig.DiscreteClasses,
        };
        // 2z and 2z + 1 give the same network, so the file's own word is kept where it agrees.
        return stated is { } size && size / 2 == z ? size : 2 * z;
    }

    private HeadVariant Variant(TargetModule module, int rank, bool statedWritesRanks)
    {
        var shared = state.Keys.Any(k => k.StartsWith("out_emb.", StringComparison.Ordinal));
        var width = shared ? Math.Max(module.InFeatures, module.OutFeatures) : module.InFeatures + module.OutFeatures;
        var rows = Size($"{HeadPrefix}{module.Name}.weight", 0, 2);
        // At rank 1 the shapes are the same, and only the arguments tell.
        var writesRanks = rank == 1 ? statedWritesRanks : rows == width;
        return HeadVariantExtensions.Of(shared, writesRanks);
    }

    private void CheckAdapter(LoraConfig adapter, IReadOnlyList<string> names, int rank)
    {
        if (adapter.Rank != rank)
        {
            throw new AdapterFormatException(AdapterFormatError.RankMismatch,
                $"the checkpoint writes rank {rank}, {HypernetworkLocation.OfficialAdapter} says r {adapter.Rank}.", file);
        }

        if (!names.Order(StringComparer.Ordinal).SequenceEqual(adapter.TargetModules.Order(StringComparer.Ordinal)))
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidConfig,
                $"the checkpoint has heads for {string.Join(", ", names)}, {HypernetworkLocation.OfficialAdapter} targets {string.Join(", ", adapter.TargetModules)}.", file);
        }
    }

    private int Size(string name, int axis, int dimensions)
    {
        if (!state.TryGetValue(name, out var tensor))
            throw Missing(name);
        if (tensor.Shape.Count != dimensions || tensor.Shape[axis] is < 1 or > int.MaxValue)
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch, $"tensor '{name}' is {tensor}; expected {dimensions} dimensions.", file, name);
        return (int)tensor.Shape[axis];
    }

    private AdapterFormatException Missing(string name) =>
        new(AdapterFormatError.MissingTensor, $"tensor '{name}' is missing; this is not a Text-to-LoRA checkpoint, or one without it.", file, name);
}
