using System.Globalization;
using System.Text;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Storage;
using T2L.Hypernetwork.Checkpoints;

namespace T2L.Hypernetwork;

/// <summary>Writes a hypernetwork in the form of an official run: <c>hypermod.pt</c>, <c>args.yaml</c>, <c>adapter_config.json</c>.</summary>
public static class OfficialRun
{
    /// <summary>Names and shapes of a hypernetwork's tensors, all float32, in the order of official checkpoints.</summary>
    /// <param name="config">Sizes and kinds.</param>
    /// <returns>The tensors.</returns>
    public static IReadOnlyList<(string Name, long[] Shape)> Tensors(HypernetworkConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return [.. StateLayout.Of(config).Select(tensor => (tensor.Name, tensor.Shape))];
    }

    /// <summary>Writes the three files; each appears whole or not at all, the settings last.</summary>
    /// <param name="directory">Made when it is not there.</param>
    /// <param name="config">Sizes and kinds.</param>
    /// <param name="tensors">Gives each tensor by name and shape, float32.</param>
    /// <exception cref="ArgumentException">The configuration contradicts itself.</exception>
    public static void Write(string directory, HypernetworkConfig config, Func<string, long[], TensorSource> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var state = Tensors(config).Select(tensor => KeyValuePair.Create(tensor.Name, tensors(tensor.Name, tensor.Shape)));
        Directory.CreateDirectory(directory);
        PyTorchCheckpoint.WriteStreaming(Path.Combine(directory, HypernetworkLocation.OfficialWeights), state);
        AtomicFile.Write(Path.Combine(directory, HypernetworkLocation.OfficialAdapter), PeftConfigFile.ToJson(config.Lora));
        AtomicFile.Write(Path.Combine(directory, HypernetworkLocation.OfficialArguments), Encoding.UTF8.GetBytes(Arguments(config)));
    }

    // Of the many arguments of a run, those that say something about the network; sorted by name, as its own tool sorts them.
    private static string Arguments(HypernetworkConfig config)
    {
        var modules = string.Concat(config.Lora.TargetModules.Select(module => $"- {module}\n"));
        var arguments = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["autoreg_gen"] = Flag(config.Variant.WritesRanks()),
            ["delta_w_scaling"] = config.DeltaWeightScaling.ToString(CultureInfo.InvariantCulture),
            ["emb_model"] = Text(config.EmbeddingModel),
            ["encoder_type"] = "linear",
            ["exp_setup"] = "hyper_lora",
            ["factorized"] = Flag(config.Factorized),
            ["head_in_size"] = config.HeadInputSize.ToString(CultureInfo.InvariantCulture),
            ["hypernet_latent_size"] = config.LatentSize.ToString(CultureInfo.InvariantCulture),
            ["learnable_AB_offset"] = Flag(config.LearnableOffset),
            ["learnable_pos_emb"] = Flag(config.LearnablePositions),
            ["model_dir"] = Text(config.BaseModel),
            ["mt_lora_path"] = config.MultiTaskLora is { } path ? Text(path) : "null",
            ["pred_z_score"] = Flag(config.TargetNormalization),
            ["shared_AB_head"] = Flag(config.Variant.SharesHead()),
            ["target_modules"] = "\n" + modules.TrimEnd('\n'),
            ["training_task"] = config.TrainingTask == TrainingTask.Sft ? "sft" : "recon",
        };
        return string.Concat(arguments.Select(argument => $"{argument.Key}:{(argument.Value.StartsWith('\n') ? "" : " ")}{argument.Value}\n"));
    }

    private static string Flag(bool value) => value ? "true" : "false";

    // Quoted, so that no name is taken for a number, a flag or the beginning of something nested.
    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
