namespace T2L.Adapters.Export.Gguf;

/// <summary>Names of linear layers in GGUF files.</summary>
internal static class GgufNames
{
    private static readonly Dictionary<string, string> InLayer = new(StringComparer.Ordinal)
    {
        ["self_attn.q_proj"] = "attn_q",
        ["self_attn.k_proj"] = "attn_k",
        ["self_attn.v_proj"] = "attn_v",
        ["self_attn.o_proj"] = "attn_output",
        ["mlp.gate_proj"] = "ffn_gate",
        ["mlp.up_proj"] = "ffn_up",
        ["mlp.down_proj"] = "ffn_down",
    };

    /// <summary>The name of a module's weight, for instance <c>blk.3.attn_q.weight</c>; null for a module that has none.</summary>
    public static string? OfWeight(string modulePath, GgufArchitecture architecture, BaseModelShape model)
    {
        if (modulePath == "lm_head")
            return architecture.HasOutputLayer && !model.TiedOutput ? "output.weight" : null;
        var parts = modulePath.Split('.', 4);
        return parts is ["model", "layers", var number, var inner]
            && int.TryParse(number, System.Globalization.NumberStyles.None, null, out var layer) && layer < model.Layers && InLayer.TryGetValue(inner, out var name)
            ? $"blk.{layer}.{name}.weight"
            : null;
    }
}
