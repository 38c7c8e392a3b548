using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Reads the directory of an official run: <c>hypermod.pt</c>, <c>args.yaml</c>, <c>adapter_config.json</c>.</summary>
internal static class OfficialCheckpoint
{
    public static HypernetworkCheckpoint Read(HypernetworkLocation location, IReadOnlyList<string>? moduleOrder)
    {
        var arguments = RunArguments.Read(location.Settings[0]);
        var adapter = ReadAdapterConfig(location.Settings[1]);
        var state = ReadState(location.Weights, out var order);
        var config = new ShapeReader(state, location.Weights).Read(arguments, adapter, order, moduleOrder);
        return new HypernetworkCheckpoint(config, CheckpointState.Check(config, state, location.Weights)) { UnknownTensors = CheckpointState.Unknown(config, state) };
    }

    // Pickles keep the order in which training enumerated its modules. Safetensors files are sorted: there only their metadata can tell.
    private static OrderedDictionary<string, TensorData> ReadState(string weights, out FoundOrder order)
    {
        var state = new OrderedDictionary<string, TensorData>(StringComparer.Ordinal);
        if (!weights.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, tensor) in PyTorchCheckpoint.Read(weights))
                state.Add(name, tensor);
            order = FoundOrder.OfKeys;
            return state;
        }

        using var file = SafetensorsFile.Open(weights);
        foreach (var name in file.Tensors.Keys)
            state.Add(name, file.Read(name));
        order = FoundOrder.Of(file.Metadata);
        return state;
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
