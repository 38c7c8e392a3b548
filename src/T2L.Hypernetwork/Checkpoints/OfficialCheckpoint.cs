using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Reads the directory of an official run: <c>hypermod.pt</c>, <c>args.yaml</c>, <c>adapter_config.json</c>.</summary>
internal static class OfficialCheckpoint
{
    public static HypernetworkCheckpoint Read(HypernetworkLocation location, IReadOnlyList<string>? moduleOrder)
    {
        var arguments = RunArguments.Read(location.Settings[0]);
        var adapter = ReadAdapterConfig(location.Settings[1]);
        var state = new OrderedDictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var (name, tensor) in PyTorchCheckpoint.Read(location.Weights))
            state.Add(name, tensor);
        var config = new ShapeReader(state, location.Weights).Read(arguments, adapter, moduleOrder);
        return new HypernetworkCheckpoint(config, CheckpointState.Check(config, state, location.Weights));
    }

    private static LoraConfig ReadAdapterConfig(string path)
    {
        const int MaxBytes = 1 << 20;
        var length = new FileInfo(path).Length;
        return length <= MaxBytes
            ? PeftConfigFile.Parse(File.ReadAllBytes(path), path)
            : throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the file has {length} bytes, the limit is {MaxBytes}.", path);
    }
}
