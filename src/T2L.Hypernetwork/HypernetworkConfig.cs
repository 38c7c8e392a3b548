using T2L.Adapters.Lora;

namespace T2L.Hypernetwork;

/// <summary>Sizes and kinds of a hypernetwork: all that is needed to build it, except its numbers.</summary>
/// <remarks>
/// Letters used in this room: n descriptions, E task embedding, Z encoded task, D width of the trunk, H head input, r rank.
/// </remarks>
public sealed record HypernetworkConfig
{
    /// <summary>Classes of the discrete encoder; its one-hot output has this width whatever the latent size.</summary>
    internal const int DiscreteClasses = 64;

    /// <summary>Codes of the softmax and the vector-quantized encoder.</summary>
    internal const int Codes = 32;

    /// <summary>Width E of a task embedding, for instance 1024 for gte-large.</summary>
    public required int TaskEmbeddingSize { get; init; }

    /// <summary>Latent size (<c>hypernet_latent_size</c>): half of it codes the task, a quarter each the layer and the module. Official: 128 or 512.</summary>
    public required int LatentSize { get; init; }

    /// <summary>Width H of what the heads read (<c>head_in_size</c>). Official: 512 or 2048.</summary>
    public required int HeadInputSize { get; init; }

    /// <summary>Transformer layers of the base model.</summary>
    public required int Layers { get; init; }

    /// <summary>The adapted modules; a module's place in this list is its row in the module embedding.</summary>
    public required IReadOnlyList<TargetModule> Modules { get; init; }

    /// <summary>How the heads write A and B.</summary>
    public required HeadVariant Variant { get; init; }

    /// <summary>Rank positions are learned vectors instead of rotations. Only for <see cref="HeadVariant.S"/> and <see cref="HeadVariant.Split"/>.</summary>
    public bool LearnablePositions { get; init; }

    /// <summary>Whether the heads have a bias.</summary>
    public required bool HeadBias { get; init; }

    /// <summary>How the task embedding is encoded. Default linear.</summary>
    public TaskEncoderKind Encoder { get; init; }

    /// <summary>What the network was trained for.</summary>
    public required TrainingTask TrainingTask { get; init; }

    /// <summary>Reconstruction of A and B themselves rather than of their product. Default false; ignored for SFT.</summary>
    public bool Factorized { get; init; }

    /// <summary>Reconstruction targets were standardised (<c>pred_z_score</c>), so results are scaled back. Default false; ignored for SFT.</summary>
    public bool TargetNormalization { get; init; }

    /// <summary>Factor s of reconstructed products (<c>delta_w_scaling</c>). Default 10000; ignored when <see cref="Factorized"/> and for SFT.</summary>
    public double DeltaWeightScaling { get; init; } = 10_000;

    /// <summary>The multi-task LoRA whose factors are the offset (<c>mt_lora_path</c>), or null.</summary>
    public string? MultiTaskLora { get; init; }

    /// <summary>Whether training changes the offset (<c>learnable_AB_offset</c>). Default false.</summary>
    public bool LearnableOffset { get; init; }

    /// <summary>The text encoder the task embeddings come from (<c>emb_model</c>); empty when it is the base model itself.</summary>
    public string EmbeddingModel { get; init; } = "";

    /// <summary>Rank, scaling and base model of the adapters that come out.</summary>
    public required LoraConfig Lora { get; init; }

    /// <summary>Rank r of the adapters.</summary>
    public int Rank => Lora.Rank;

    /// <summary>The model that the adapters are for.</summary>
    public string BaseModel => Lora.BaseModel;

    /// <summary>Width Z of an encoded task.</summary>
    public int EncodedTaskSize => Encoder == TaskEncoderKind.Discrete ? DiscreteClasses : LatentSize / 2;

    /// <summary>Width of a layer's embedding; one-hot with the discrete encoder.</summary>
    public int LayerEmbeddingSize => Encoder == TaskEncoderKind.Discrete ? Layers : LatentSize / 4;

    /// <summary>Width of a module's embedding; one-hot with the discrete encoder.</summary>
    public int ModuleEmbeddingSize => Encoder == TaskEncoderKind.Discrete ? Modules.Count : LatentSize / 4;

    /// <summary>Width D of the trunk.</summary>
    public int TrunkSize => EncodedTaskSize + LayerEmbeddingSize + ModuleEmbeddingSize;

    /// <summary>Numbers in one generated adapter.</summary>
    public long AdapterParameters => Modules.Sum(m => (long)Layers * Rank * (m.InFeatures + m.OutFeatures));

    /// <summary>Trainable numbers of the network; offsets and target statistics are not among them.</summary>
    public long ParameterCount => StateLayout.Of(this).Where(t => t.IsTrainable).Sum(t => t.ElementCount);

    /// <summary>Rows of the head of a module: how many numbers it writes at a time.</summary>
    /// <param name="module">One of <see cref="Modules"/>.</param>
    /// <returns>Outputs of the module's head.</returns>
    public int HeadSize(TargetModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var width = Variant.SharesHead() ? Math.Max(module.InFeatures, module.OutFeatures) : module.InFeatures + module.OutFeatures;
        return Variant.WritesRanks() ? width : Rank * width;
    }

    /// <summary>The official rule for a network trained from scratch: whether its heads have a bias.</summary>
    /// <param name="task">What it is trained for.</param>
    /// <param name="targetNormalization">Whether reconstruction targets are standardised.</param>
    /// <param name="multiTaskLora">The multi-task LoRA it starts from, or null.</param>
    /// <returns>True for SFT without a multi-task LoRA, and for reconstruction of raw targets.</returns>
    public static bool HasHeadBias(TrainingTask task, bool targetNormalization, string? multiTaskLora) =>
        task == TrainingTask.Sft ? multiTaskLora is null : !targetNormalization;

    /// <summary>Refuses sizes that contradict each other.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or two settings exclude each other; all faults are named.</exception>
    public void Validate()
    {
        var faults = ConfigFaults.Of(this).ToList();
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
