using System.Text.Json.Nodes;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

/// <summary>Qwen 2 and 2.5 (Yang et al. 2024): Llama with biases on q, k and v; the upper layers may slide.</summary>
internal static class Qwen2
{
    private const int DefaultWindow = 4096, DefaultFirstSlidingLayer = 28;

    public static ModelFamily Family { get; } = new()
    {
        ModelType = "qwen2",
        Architecture = "Qwen2ForCausalLM",
        MaxPositions = 32_768,
        KeyValueHeads = 32,
        OwnFields = ["hidden_act", "sliding_window", "use_sliding_window", "layer_types"],
        Read = Read,
        Write = Write,
    };

    private static ModelConfig Read(JsonSection root, ModelConfig shared)
    {
        FamilyFields.RequireSilu(root);
        var biased = shared with { AttentionBias = true };
        var given = FamilyFields.LayerTypes(root);
        int? window = FamilyFields.IsAbsent(root, "sliding_window") ? DefaultWindow : root.OptionalInt("sliding_window");
        // The window's width stands in every file, also where no layer slides.
        if (!root.Flag("use_sliding_window", false) || window is null)
            return given?.Contains(true) == true
                ? throw root.Unsupported("layer_types", "a list with sliding_attention", "only full_attention: use_sliding_window is off, or sliding_window null")
                : biased;
        int first = root.OptionalInt("max_window_layers") ?? DefaultFirstSlidingLayer;
        bool[] sliding = given ?? [.. Enumerable.Range(0, Math.Clamp(shared.Layers, 0, ModelConfig.MaxLayers)).Select(layer => layer >= first)];
        return sliding.Contains(true) ? biased with { SlidingWindow = window, SlidingLayers = sliding } : biased;
    }

    private static void Write(ModelConfig config, JsonObject root)
    {
        root["hidden_act"] = "silu";
        root["use_sliding_window"] = config.SlidingWindow is not null;
        root["sliding_window"] = config.SlidingWindow;
        FamilyFields.WriteLayerTypes(config, root);
    }
}
