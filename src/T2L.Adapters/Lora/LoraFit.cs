namespace T2L.Adapters.Lora;

/// <summary>Whether an adapter fits a model: every module exists there, with the sizes that the factors have.</summary>
public static class LoraFit
{
    /// <summary>Refuses an adapter that does not fit.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="adapterName">What to call it in the message.</param>
    /// <param name="modelName">What to call the model in the message.</param>
    /// <param name="shapeOf">In and out features of a module path of the model; null when the model has no such module.</param>
    /// <exception cref="AdapterFormatException">The adapter does not fit; the message names the first module that does not.</exception>
    public static void Check(
        LoraAdapter adapter, string adapterName, string modelName, Func<string, (long InFeatures, long OutFeatures)?> shapeOf)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(shapeOf);
        foreach (var (path, weights) in adapter.Modules)
        {
            var fault = FaultOf(path, weights, shapeOf(path));
            if (fault is null)
                continue;
            var origin = adapter.Config.BaseModel.Length == 0 ? "" : $" It was made for '{adapter.Config.BaseModel}'.";
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"Adapter '{adapterName}' does not fit '{modelName}': {fault}.{origin}", tensor: LoraTensorNames.OfA(path));
        }
    }

    private static string? FaultOf(string path, LoraWeights weights, (long InFeatures, long OutFeatures)? model)
    {
        if (model is not { } shape)
            return $"the model has no {Place(path)}";
        long rank = weights.A.Shape[0];
        if (weights.A.Shape[1] != shape.InFeatures)
            return $"{Place(path)} lora_A is {TensorShape.Show(weights.A.Shape)}, the model needs {TensorShape.Show([rank, shape.InFeatures])}";
        if (weights.B.Shape[0] != shape.OutFeatures)
            return $"{Place(path)} lora_B is {TensorShape.Show(weights.B.Shape)}, the model needs {TensorShape.Show([shape.OutFeatures, rank])}";
        return null;
    }

    // model.layers.3.self_attn.q_proj is said as "layers.3 q_proj"; other paths are said whole.
    private static string Place(string path)
    {
        var parts = path.Split('.');
        var layers = Array.IndexOf(parts, "layers");
        return layers >= 0 && layers + 2 < parts.Length ? $"layers.{parts[layers + 1]} {parts[^1]}" : path;
    }
}
