using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Hypernetwork;

namespace T2L.Training.RandomModels;

/// <summary>A hypernetwork in the official form, variant L for q_proj and v_proj at rank 8; its adapters change the model a little.</summary>
internal sealed class RandomHypernetwork(ModelShape shape, string baseName) : IRandomPart
{
    // With alpha 16 and rsLoRA the update is about a tenth of the weights it is added to.
    private const float HeadScale = 0.02f, BiasDeviation = 0.01f;

    private readonly HypernetworkConfig _config = new()
    {
        TaskEmbeddingSize = shape.Encoder.HiddenSize,
        LatentSize = shape.LatentSize,
        HeadInputSize = shape.HeadInputSize,
        Layers = shape.Base.Layers,
        Modules = [new("q_proj", shape.Base.HiddenSize, shape.Base.QuerySize), new("v_proj", shape.Base.HiddenSize, shape.Base.KeyValueSize)],
        Variant = HeadVariant.L,
        HeadBias = true,
        TrainingTask = TrainingTask.Sft,
        EmbeddingModel = "Alibaba-NLP/gte-large-en-v1.5",
        Lora = new LoraConfig { Rank = 8, Alpha = 16, UseRsLora = true, Dropout = 0.05, TargetModules = ["q_proj", "v_proj"], BaseModel = baseName },
    };

    public string Name => "hypernetwork";

    public long Parameters => OfficialRun.Tensors(_config).Sum(tensor => tensor.Shape.Aggregate(1L, (product, dimension) => product * dimension));

    public long Bytes => Parameters * sizeof(float);

    public void Write(string directory, RandomTensors tensors) =>
        OfficialRun.Write(directory, _config, (name, size) => Source(tensors, name, size));

    private static TensorSource Source(RandomTensors tensors, string name, long[] size)
    {
        // Zeros, as in every run that did not start from a multi-task LoRA.
        if (name.StartsWith("AB_offset.", StringComparison.Ordinal) || name.Contains("_recon_target.", StringComparison.Ordinal))
            return tensors.Constant(TensorDType.F32, size, 0);
        var normal = $"hypernetwork/{name}";
        if (name is "layer_depth_encoder.0.weight" or "layer_type_encoder.0.weight")
            return tensors.Normal(normal, TensorDType.F32, size, 1);
        if (size.Length == 1)
            return name.EndsWith(".weight", StringComparison.Ordinal) ? tensors.Constant(TensorDType.F32, size, 1) : tensors.Normal(normal, TensorDType.F32, size, BiasDeviation);
        var scale = 1 / MathF.Sqrt(size[1]);
        return tensors.Normal(normal, TensorDType.F32, size, name.StartsWith("heads.", StringComparison.Ordinal) ? HeadScale * scale : scale);
    }
}
