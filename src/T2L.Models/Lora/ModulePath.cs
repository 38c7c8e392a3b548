using System.Globalization;
using T2L.Adapters.Fitting;

namespace T2L.Models.Lora;

/// <summary>Paths of a layer's projections: <c>model.layers.3.self_attn.q_proj</c>.</summary>
internal static class ModulePath
{
    private static readonly Dictionary<string, string> Blocks = new()
    {
        ["q_proj"] = "self_attn",
        ["k_proj"] = "self_attn",
        ["v_proj"] = "self_attn",
        ["o_proj"] = "self_attn",
        ["gate_proj"] = "mlp",
        ["up_proj"] = "mlp",
        ["down_proj"] = "mlp",
    };

    public static bool TryParse(string path, out int layer, out string module)
    {
        (layer, module) = (0, "");
        if (path.Split('.') is not ["model", "layers", var number, var block, var name]
            || Blocks.GetValueOrDefault(name) != block
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out layer))
            return false;
        module = name;
        return true;
    }

    /// <summary>The matrices of a model's layers, with a star for the layer's number.</summary>
    public static ModelShapes ShapesOf(ModelConfig config) => new(Blocks.Select(block =>
    {
        var (input, output) = config.ProjectionShape(block.Key);
        return new ModuleShape($"model.layers.*.{block.Value}.{block.Key}", output, input, config.Layers);
    }));

    /// <summary>Input and output width of a path's projection; null where the model has none.</summary>
    public static (long InFeatures, long OutFeatures)? ShapeOf(ModelConfig config, string path) =>
        TryParse(path, out int layer, out string module) && layer < config.Layers ? config.ProjectionShape(module) : null;
}
