using System.Text.Json.Nodes;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

/// <summary>Mistral 7B (Jiang et al. 2023): Llama whose layers all see a window; from version 0.2 on without one.</summary>
internal static class Mistral
{
    private const int DefaultWindow = 4096;

    public static ModelFamily Family { get; } = new()
    {
        ModelType = "mistral",
        Architecture = "MistralForCausalLM",
        MaxPositions = 131_072,
        KeyValueHeads = 8,
        OwnFields = ["hidden_act", "sliding_window"],
        Read = Read,
        Write = Write,
    };

    private static ModelConfig Read(JsonSection root, ModelConfig shared)
    {
        FamilyFields.RequireSilu(root);
        // Absent means the default, null means none.
        return shared with { SlidingWindow = FamilyFields.IsAbsent(root, "sliding_window") ? DefaultWindow : root.OptionalInt("sliding_window") };
    }

    private static void Write(ModelConfig config, JsonObject root)
    {
        root["hidden_act"] = "silu";
        root["sliding_window"] = config.SlidingWindow;
    }
}
