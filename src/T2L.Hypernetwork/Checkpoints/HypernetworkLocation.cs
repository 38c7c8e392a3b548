using T2L.Adapters;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Where the files of a hypernetwork lie. A path may name a directory of either form, or the <c>hypermod.pt</c> in it.</summary>
/// <param name="IsOwnForm">Our form, not an official checkpoint.</param>
/// <param name="Weights">The tensors.</param>
/// <param name="Settings">The other files: <c>hypernetwork.json</c>, or <c>args.yaml</c> and <c>adapter_config.json</c>.</param>
internal sealed record HypernetworkLocation(bool IsOwnForm, string Weights, IReadOnlyList<string> Settings)
{
    public const string OwnSettings = "hypernetwork.json";
    public const string OwnWeights = "hypernetwork.safetensors";
    public const string OfficialWeights = "hypermod.pt";
    public const string OfficialArguments = "args.yaml";
    public const string OfficialAdapter = "adapter_config.json";

    public static HypernetworkLocation Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var directory = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : Path.GetFullPath(path);
        if (File.Exists(Path.Combine(directory, OwnSettings)))
            return new(true, Require(directory, OwnWeights), [Path.Combine(directory, OwnSettings)]);
        if (!File.Exists(Path.Combine(directory, OfficialWeights)))
            throw Missing(directory);
        var run = RunDirectory(directory);
        return new(false, Path.Combine(directory, OfficialWeights), [Require(run, OfficialArguments), Require(run, OfficialAdapter)]);
    }

    // An intermediate checkpoint, X/checkpoints/it_<step>/, takes its settings from X.
    private static string RunDirectory(string directory)
    {
        if (File.Exists(Path.Combine(directory, OfficialArguments)))
            return directory;
        var parent = Path.GetDirectoryName(directory);
        return parent is not null && Path.GetFileName(parent).StartsWith("checkpoint", StringComparison.Ordinal)
            ? Path.GetDirectoryName(parent) ?? directory
            : directory;
    }

    private static string Require(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        return File.Exists(path)
            ? path
            : throw new AdapterFormatException(AdapterFormatError.FileMissing, $"the hypernetwork in '{directory}' needs this file.", path);
    }

    private static AdapterFormatException Missing(string directory) => new(
        AdapterFormatError.FileMissing,
        $"No hypernetwork in '{directory}': expected {OwnSettings} and {OwnWeights}, or an official checkpoint with {OfficialWeights}, {OfficialArguments} and {OfficialAdapter}.");
}
