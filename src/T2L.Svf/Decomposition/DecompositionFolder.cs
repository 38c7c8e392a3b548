using T2L.Adapters.Svf;

namespace T2L.Svf.Decomposition;

/// <summary>Where the decomposition of a model folder usually is.</summary>
public static class DecompositionFolder
{
    private const string Name = "svf";

    /// <summary>The one in the model's folder or beside it, as <c>svf</c>.</summary>
    /// <param name="model">Folder of the base model.</param>
    /// <returns>The folder; null where there is none. Whose decomposition it is, is not looked at.</returns>
    public static string? Near(string model)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(model));
        string?[] places = [Path.Combine(full, Name), Path.GetDirectoryName(full) is { } parent ? Path.Combine(parent, Name) : null];
        return places.FirstOrDefault(place => place is not null && File.Exists(Path.Combine(place, DecompositionManifest.FileName)));
    }
}
