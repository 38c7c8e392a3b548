namespace T2L.Adapters.Svf;

/// <summary>What must hold between a manifest and its vectors.</summary>
internal static class SvfValidation
{
    /// <summary>The vectors in the order of a state dict, once they have been found right.</summary>
    public static OrderedDictionary<string, TensorData> InOrder(SvfManifest manifest, IReadOnlyDictionary<string, TensorData> vectors, string? file)
    {
        if (vectors.Count == 0)
            throw new AdapterFormatException(AdapterFormatError.MissingTensor, "the expert holds no vectors; expected one for each gated matrix.", file);
        var names = new SortedSet<SvfMatrixName>();
        foreach (var (text, vector) in vectors)
        {
            names.Add(Name(manifest, text, file));
            CheckVector(text, vector, file);
            CheckGates(manifest.Gate, text, vector, file);
        }

        CheckComplete(manifest, names, file);
        return new OrderedDictionary<string, TensorData>(names.Select(name => KeyValuePair.Create(name.Value, vectors[name.Value])), StringComparer.Ordinal);
    }

    private static SvfMatrixName Name(SvfManifest manifest, string text, string? file)
    {
        if (!SvfMatrixName.TryParse(text, out var name))
        {
            throw new AdapterFormatException(AdapterFormatError.UnknownTensor,
                $"tensor '{text}' is not part of an SVF expert. Names are those of weights, such as model.layers.0.mlp.gate_proj.weight.", file, text);
        }

        return manifest.Targets.Contains(name.Module)
            ? name
            : throw new AdapterFormatException(AdapterFormatError.UnknownTensor,
                $"'{text}' has a vector, but the targets are {SvfTargets.Show(manifest.Targets)}.", file, text);
    }

    private static void CheckVector(string name, TensorData vector, string? file)
    {
        if (vector.Shape.Count != 1 || vector.ElementCount is 0 or > SvfExpert.MaxLength)
        {
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"'{name}' is {TensorShape.Show(vector.Shape)}; expected [k], one number for each of at most {SvfExpert.MaxLength} singular values.", file, name);
        }

        if (vector.DType is not (TensorDType.F32 or TensorDType.BF16))
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch, $"'{name}' is {vector.DType.SafetensorsName()}; expected F32 or BF16.", file, name);
        var index = FiniteScan.FirstNotFinite(vector);
        if (index >= 0)
        {
            throw new AdapterFormatException(AdapterFormatError.NotFinite,
                $"'{name}' holds NaN or infinity at element {index}; an expert's numbers must be finite.", file, name);
        }
    }

    // A sigmoid is never zero or negative; a number taken as it is may be.
    private static void CheckGates(SvfGate gate, string name, TensorData vector, string? file)
    {
        if (gate == SvfGate.Identity && !Array.Exists(vector.ToFloats(), number => number > 0))
        {
            throw new AdapterFormatException(AdapterFormatError.EmptyGate,
                $"the gates of '{name}' are all zero or negative, so nothing would remain of the matrix. Expected at least one above 0; all ones leave it as it is.", file, name);
        }
    }

    private static void CheckComplete(SvfManifest manifest, SortedSet<SvfMatrixName> names, string? file)
    {
        foreach (var layer in names.Select(name => name.Layer).Distinct())
        {
            foreach (var module in manifest.Targets)
            {
                var wanted = new SvfMatrixName(layer, module);
                if (!names.Contains(wanted))
                {
                    throw new AdapterFormatException(AdapterFormatError.MissingTensor,
                        $"there is no vector '{wanted}', but layer {layer} has others and the targets are {SvfTargets.Show(manifest.Targets)}.", file, wanted.Value);
                }
            }
        }
    }
}
