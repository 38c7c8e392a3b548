using System.Text.Json.Nodes;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

/// <summary>Llama 2 and 3 (Touvron et al. 2023; Grattafiori et al. 2024): the plain case.</summary>
internal static class Llama
{
    public static ModelFamily Family { get; } = new()
    {
        ModelType = "llama",
        Architecture = "LlamaForCausalLM",
        MaxPositions = 2048,
        OwnFields = ["hidden_act", "attention_bias", "mlp_bias"],
        Read = Read,
        Write = Write,
    };

    private static ModelConfig Read(JsonSection root, ModelConfig shared)
    {
        FamilyFields.RequireSilu(root);
        bool bias = root.Flag("attention_bias", false);
        return shared with { AttentionBias = bias, OutputBias = bias, MlpBias = root.Flag("mlp_bias", false) };
    }

    private static void Write(ModelConfig config, JsonObject root)
    {
        root["hidden_act"] = "silu";
        root["attention_bias"] = config.AttentionBias;
        root["mlp_bias"] = config.MlpBias;
    }
}
