namespace T2L.Hypernetwork;

/// <summary>One kind of linear layer that gets an adapter in every transformer layer.</summary>
/// <param name="Name">Its name, for instance <c>q_proj</c>.</param>
/// <param name="InFeatures">Columns of its weight, and of A.</param>
/// <param name="OutFeatures">Rows of its weight, and of B.</param>
public sealed record TargetModule(string Name, int InFeatures, int OutFeatures)
{
    /// <summary>Where the module stands in the base model, for instance <c>model.layers.3.self_attn.q_proj</c>.</summary>
    /// <param name="layer">Index of the transformer layer, from 0.</param>
    /// <returns>The path, as adapters name it.</returns>
    public string Path(int layer) => $"model.layers.{layer}.{Parent(Name)}.{Name}";

    /// <summary>Whether adapters can name a module so called; others are refused when a hypernetwork is read.</summary>
    internal static bool IsKnown(string name) => Parent(name).Length > 0;

    private static string Parent(string name) => name switch
    {
        "q_proj" or "k_proj" or "v_proj" or "o_proj" or "qkv_proj" => "self_attn",
        "gate_proj" or "up_proj" or "down_proj" or "gate_up_proj" => "mlp",
        _ => "",
    };
}
