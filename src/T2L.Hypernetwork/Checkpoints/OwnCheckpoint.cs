using T2L.Adapters;
using T2L.Adapters.Safetensors;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Our own form: the configuration as JSON, module order included, and the tensors as safetensors.</summary>
internal static class OwnCheckpoint
{
    public static HypernetworkCheckpoint Read(HypernetworkLocation location, IReadOnlyList<string>? moduleOrder)
    {
        var config = OwnSettings.Read(location.Settings[0]);
        // Before anything is made in the sizes that the file names.
        if (string.Join(" ", ConfigFaults.Of(config)) is { Length: > 0 } faults)
            throw new AdapterFormatException(AdapterFormatError.InvalidConfig, faults, location.Settings[0]);
        var names = ModuleOrder.Apply([.. config.Modules.Select(m => m.Name)], moduleOrder, location.Settings[0]);
        config = config with { Modules = [.. names.Select(n => config.Modules.First(m => m.Name == n))] };
        using var file = SafetensorsFile.Open(location.Weights);
        var wanted = StateLayout.Of(config).Select(t => t.Name).Where(file.Tensors.ContainsKey);
        var state = wanted.ToDictionary(name => name, file.Read, StringComparer.Ordinal);
        return new HypernetworkCheckpoint(config, CheckpointState.Check(config, state, location.Weights))
        {
            UnknownTensors = [.. file.Tensors.Keys.Except(StateLayout.Of(config).Select(t => t.Name), StringComparer.Ordinal)],
        };
    }

    public static void Write(string directory, HypernetworkCheckpoint checkpoint)
    {
        Directory.CreateDirectory(directory);
        SafetensorsWriter.Write(Path.Combine(directory, HypernetworkLocation.OwnWeights), checkpoint.State);
        // The settings last: a reader that finds them finds the tensors too.
        OwnSettings.Write(Path.Combine(directory, HypernetworkLocation.OwnSettings), checkpoint.Config);
    }
}
