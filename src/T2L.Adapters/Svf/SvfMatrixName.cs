using System.Globalization;

namespace T2L.Adapters.Svf;

/// <summary>The name of a matrix in the base model: <c>model.layers.3.mlp.gate_proj.weight</c>. Names compare as they stand in a state dict.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Module">One of <see cref="SvfTargets.All"/>.</param>
public readonly record struct SvfMatrixName(int Layer, string Module) : IComparable<SvfMatrixName>
{
    private const int MaxLayers = 1024;
    private const string End = ".weight";

    /// <summary>The weight's whole name.</summary>
    public string Value => Path + End;

    /// <summary>The module's path: the name without <c>.weight</c>.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"model.layers.{Layer}.{Block(Module)}.{Module}");

    /// <summary>Reads a weight's name, if it is one that SVF can gate.</summary>
    /// <param name="text">The name.</param>
    /// <param name="name">The matrix.</param>
    /// <returns>False for any other text.</returns>
    public static bool TryParse(string text, out SvfMatrixName name)
    {
        name = default;
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('.') is not ["model", "layers", var layer, _, var module, "weight"] || !SvfTargets.All.Contains(module)
            || !int.TryParse(layer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= MaxLayers)
            return false;
        name = new SvfMatrixName(number, module);
        return name.Value == text;
    }

    /// <inheritdoc/>
    public int CompareTo(SvfMatrixName other) => Layer != other.Layer ? Layer.CompareTo(other.Layer) : Place(Module).CompareTo(Place(other.Module));

    /// <summary>The weight's whole name.</summary>
    /// <returns>The weight's whole name.</returns>
    public override string ToString() => Value;

    /// <summary>Whether <paramref name="left"/> stands before <paramref name="right"/>.</summary>
    public static bool operator <(SvfMatrixName left, SvfMatrixName right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> stands after <paramref name="right"/>.</summary>
    public static bool operator >(SvfMatrixName left, SvfMatrixName right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not stand after <paramref name="right"/>.</summary>
    public static bool operator <=(SvfMatrixName left, SvfMatrixName right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not stand before <paramref name="right"/>.</summary>
    public static bool operator >=(SvfMatrixName left, SvfMatrixName right) => left.CompareTo(right) >= 0;

    private static string Block(string module) => SvfTargets.Mlp.Contains(module) ? "mlp" : "self_attn";

    private static int Place(string module)
    {
        var place = 0;
        while (place < SvfTargets.All.Count && SvfTargets.All[place] != module)
            place++;
        return place;
    }
}
