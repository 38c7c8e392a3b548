using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;
using T2L.Hypernetwork.Checkpoints;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Checkpoints;

/// <summary>The directory of an official run, made here, so that tests can damage it.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly TemporaryDirectory _folder = new(inMemory: true);

    public RunFolder(HypernetworkConfig config, Action<OrderedDictionary<string, TensorData>>? change = null, string arguments = "", string? weights = null)
    {
        var state = new OrderedDictionary<string, TensorData>(SmallNetworks.Random(config).State, StringComparer.Ordinal);
        change?.Invoke(state);
        var path = _folder.File(weights ?? HypernetworkLocation.OfficialWeights);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        PyTorchCheckpoint.Write(path, state);
        File.WriteAllText(_folder.File(HypernetworkLocation.OfficialArguments), $"""
            training_task: {(config.TrainingTask == TrainingTask.Sft ? "sft" : "recon")}
            autoreg_gen: {config.Variant.WritesRanks()}
            factorized: {config.Factorized}
            pred_z_score: {config.TargetNormalization}
            hypernet_latent_size: {config.LatentSize}
            {arguments}
            """);
        File.WriteAllBytes(_folder.File(HypernetworkLocation.OfficialAdapter), PeftConfigFile.ToJson(config.Lora));
    }

    public string Path => _folder.Path;

    public HypernetworkCheckpoint Read(IReadOnlyList<string>? order = null) => HypernetworkCheckpoint.Read(Path, order);

    public AdapterFormatException Refusal() => Assert.Throws<AdapterFormatException>(() => Read());

    public void Dispose() => _folder.Dispose();
}
