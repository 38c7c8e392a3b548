using T2L.Adapters;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Where the files of a hypernetwork lie. A path may name a directory of either form, or a <c>.pt</c> file in an official one.</summary>
/// <param name="IsOwnForm">Our form, not an official checkpoint.</param>
/// <param name="Weights">The tensors.</param>
/// <param name="Settings">The other files: <c>hypernetwork.json</c>, or <c>args.yaml</c> and <c>adapter_config.json</c>.</param>
internal sealed record HypernetworkLocation(bool IsOwnForm, string Weights, IReadOnlyList<string> Settings)
{
    public const string OwnSettings = "hypernetwork.json";
    public const string OwnWeights = "hypernetwork.safetensors";
    public const string OfficialWeights = "hypermod.pt";

    /// <summary>A re-export of <see cref="OfficialWeights"/>, which has lost the order of its modules.</summary>
    public const string ReexportedWeights = "hypermod.safetensors";

    public const string OfficialArguments = "args.yaml";
    public const string OfficialAdapter = "adapter_config.json";

    public static HypernetworkLocation Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (full.EndsWith(".pt", StringComparison.OrdinalIgnoreCase) && File.Exists(full))
            return Official(full);
        var directory = File.Exists(full) ? Path.GetDirectoryName(full)! : full;
        if (File.Exists(Path.Combine(directory, OwnSettings)))
            return new(true, Require(directory, OwnWeights), [Path.Combine(directory, OwnSettings)]);
        var found = new[] { OfficialWeights, ReexportedWeights }.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
        return Official(found ?? throw Missing(directory));
    }

    private static HypernetworkLocation Official(string weights)
    {
        var run = RunDirectory(Path.GetDirectoryName(weights)!);
        return new(false, weights, [Require(run, OfficialArguments), Require(run, OfficialAdapter)]);
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

    // A run that was stopped has intermediate checkpoints only.
    private static AdapterFormatException Missing(string directory)
    {
        var checkpoints = Path.Combine(directory, "checkpoints");
        var newest = !Directory.Exists(checkpoints) ? null : Directory.EnumerateDirectories(checkpoints)
            .Where(c => File.Exists(Path.Combine(c, OfficialWeights))).OrderBy(c => c.Length).ThenBy(c => c, StringComparer.Ordinal).LastOrDefault();
        return new(
            AdapterFormatError.FileMissing,
            $"No hypernetwork in '{directory}': expected {OwnSettings} and {OwnWeights}, or an official checkpoint with {OfficialWeights}, {OfficialArguments} and {OfficialAdapter}."
            + (newest is null ? "" : $" The run has intermediate checkpoints; name one, for instance '{newest}'."));
    }
}
