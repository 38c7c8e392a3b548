using T2L.Adapters.Lora;

namespace T2L.Adapters.Export.Checks;

/// <summary>One adapted module of a folder.</summary>
/// <param name="Path">Path in the base model.</param>
/// <param name="Rank">Rank of its factors.</param>
public sealed record AdapterModule(string Path, int Rank)
{
    /// <summary>The last part of the path: <c>q_proj</c>.</summary>
    public string Name => LoraTensorNames.ModuleName(Path);

    /// <summary>The number after <c>layers.</c>; null where the path has none.</summary>
    public int? Layer
    {
        get
        {
            var parts = Path.Split('.');
            var layers = Array.IndexOf(parts, "layers");
            return layers >= 0 && layers + 1 < parts.Length && int.TryParse(parts[layers + 1], System.Globalization.NumberStyles.None, null, out var layer) ? layer : null;
        }
    }
}
