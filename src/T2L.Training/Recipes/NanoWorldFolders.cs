using T2L.Training.Running;

namespace T2L.Training.Recipes;

/// <summary>Where the parts of a nano world stand: trained in the work folder, shipped in the output folder.</summary>
/// <param name="Output">Folder of what is shipped.</param>
/// <param name="Adapters">Folder of the LoRAs that are shipped.</param>
/// <param name="Work">Folder of trained parts, their checkpoints and logs.</param>
internal sealed record NanoWorldFolders(string Output, string Adapters, string Work)
{
    /// <summary>The folders that options name.</summary>
    public static NanoWorldFolders Of(NanoWorldOptions options) =>
        new(options.Output, options.Adapters ?? Path.Combine(options.Output, "adapters"), options.Work ?? options.Output.TrimEnd('/') + ".work");

    /// <summary>The folder of what is shipped that lies in the work folder, or the work folder in it; null where they are apart.</summary>
    public string? Mixed => Array.Find([Output, Adapters], shipped => IsIn(shipped, Work) || IsIn(Work, shipped));

    /// <summary>Folder of a trained part.</summary>
    public string Of(string name) => Path.Combine(Work, name);

    /// <summary>Folder of a part's checkpoint and log.</summary>
    public string Trace(string name) => Of(name) + ".work";

    /// <summary>Folder of a part as it is shipped.</summary>
    public string Shipped(string name) => Path.Combine(Output, name);

    /// <summary>Whether a part is finished: a recipe writes its record last.</summary>
    public bool IsDone(string name) => RunRecord.IsIn(Of(name));

    private static bool IsIn(string inner, string outer) => Whole(inner).StartsWith(Whole(outer), StringComparison.Ordinal);

    private static string Whole(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
}
