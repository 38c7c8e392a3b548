using System.Globalization;

namespace T2L.Adapters.Analysis;

/// <summary>Where in the base model an adapted matrix is.</summary>
/// <param name="Path">Its path, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
/// <param name="Layer">The layer, from 0; null where the path has none.</param>
/// <param name="Module">The last part of the path, for instance <c>q_proj</c>.</param>
public sealed record ModulePlace(string Path, int? Layer, string Module)
{
    /// <summary>Reads a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Layer and module in it: the layer is the first part that is a number.</returns>
    public static ModulePlace Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('.');
        foreach (var part in parts)
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                return new ModulePlace(path, layer, parts[^1]);
        }

        return new ModulePlace(path, null, parts[^1]);
    }
}
