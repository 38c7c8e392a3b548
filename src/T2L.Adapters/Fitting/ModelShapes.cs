using System.Globalization;
using T2L.Adapters.Analysis;

namespace T2L.Adapters.Fitting;

/// <summary>The matrices of a base model that adapters may change. Equal where all of them are.</summary>
public sealed record ModelShapes
{
    /// <summary>Keeps the matrices.</summary>
    /// <param name="modules">Each kind of matrix once.</param>
    public ModelShapes(IEnumerable<ModuleShape> modules) => Modules = new ValueList<ModuleShape>(modules);

    /// <summary>The matrices, in the model's order.</summary>
    public IReadOnlyList<ModuleShape> Modules { get; }

    /// <summary>Finds the kind of a matrix, whatever its layer.</summary>
    /// <param name="path">Its path, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
    /// <returns>The matrix and the layer in the path; nothing where the model has no such matrix in any layer.</returns>
    public (ModuleShape Shape, int Layer)? Find(string path)
    {
        var place = ModulePlace.Of(path);
        if (place.Layer is not { } layer)
            return null;
        var number = layer.ToString(CultureInfo.InvariantCulture);
        var parts = path.Split('.');
        var at = Array.IndexOf(parts, number);
        if (at < 0)
            return null; // the number has zeros before it, as no model writes it
        parts[at] = "*";
        var pattern = string.Join('.', parts);
        return Modules.FirstOrDefault(module => module.Path == pattern) is { } shape ? (shape, layer) : null;
    }
}
