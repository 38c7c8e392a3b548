using T2L.Training.Evaluation;
using T2L.Training.Recipes;

namespace T2L.Cli.Commands;

/// <summary>What is measured when nothing is named: all that the bundled nano world holds, each only where it is.</summary>
/// <param name="Hypernetworks">The hypernetworks.</param>
/// <param name="MultiTask">The LoRA for all tasks; null where there is none.</param>
/// <param name="Oracles">The folder of LoRAs of single tasks; null where there is none.</param>
internal sealed record NanoBundle(IReadOnlyList<NamedFolder> Hypernetworks, string? MultiTask, string? Oracles)
{
    /// <summary>Seed that the bundled models were trained with.</summary>
    public const int Seed = 0;

    /// <summary>Numbers of examples that the first hypernetwork is measured with: none where there is no hypernetwork, or only a configured one.</summary>
    public IReadOnlyList<int> WithExamples { get; private init; } = [];

    private static readonly NamedFolder[] Parts =
        [new(HypernetworkArgument.UsualName, "hypernetwork"), new("sft-m", "hypernetwork-M"), new("sft-s", "hypernetwork-S"), new("reconstruction", "reconstruction")];

    /// <summary>Looks for the parts as <c>t2l train nano</c> names them.</summary>
    /// <param name="world">Folder of the bundled models.</param>
    /// <param name="adapters">Folder of the bundled LoRAs.</param>
    public static NanoBundle In(string world, string adapters)
    {
        NamedFolder[] hypernetworks = [.. Parts.Select(part => part with { Folder = Path.Combine(world, part.Folder) }).Where(part => File.Exists(Path.Combine(part.Folder, "hypernetwork.json")))];
        return new(hypernetworks, Existing(Path.Combine(world, "multi-task"), "adapter_config.json"), Existing(adapters, OracleIndex.Name))
        {
            WithExamples = hypernetworks.Length > 0 ? [4, 16] : [],
        };
    }

    private static string? Existing(string folder, string file) => File.Exists(Path.Combine(folder, file)) ? folder : null;
}
