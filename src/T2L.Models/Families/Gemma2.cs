using System.Text.Json.Nodes;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

/// <summary>Gemma 2 (Gemma Team 2024): soft caps, every other layer slides from the first on, norms before and after, GELU, scaled embeddings.</summary>
internal static class Gemma2
{
    private const int DefaultHeadDim = 256, DefaultWindow = 4096;
    private const double DefaultQueryScalar = 256, DefaultAttentionSoftCap = 50, DefaultFinalSoftCap = 30;
    private const string Activation = "gelu_pytorch_tanh";

    public static ModelFamily Family { get; } = new()
    {
        ModelType = "gemma2",
        Architecture = "Gemma2ForCausalLM",
        MaxPositions = 8192,
        KeyValueHeads = 4,
        TiedHead = true,
        // The reference implementation passes hidden_act over for this family.
        OwnFields = ["hidden_act", "hidden_activation", "attention_bias", "sliding_window", "layer_types",
            "attn_logit_softcapping", "final_logit_softcapping", "query_pre_attn_scalar"],
        Read = Read,
        Write = Write,
    };

    private static ModelConfig Read(JsonSection root, ModelConfig shared)
    {
        if ((root.OptionalText("hidden_activation") ?? Activation) is not Activation and var activation)
            throw root.Unsupported("hidden_activation", activation, Activation);
        bool bias = root.Flag("attention_bias", false);
        return shared with
        {
            HeadDim = root.OptionalInt("head_dim") ?? DefaultHeadDim,
            Activation = Models.Activation.GeluTanh,
            AttentionBias = bias,
            OutputBias = bias,
            SlidingWindow = FamilyFields.IsAbsent(root, "sliding_window") ? DefaultWindow : root.OptionalInt("sliding_window"),
            SlidingLayers = FamilyFields.LayerTypes(root) ?? EvenLayers(shared.Layers),
            AttentionSoftCap = Cap(root, "attn_logit_softcapping", DefaultAttentionSoftCap),
            FinalSoftCap = Cap(root, "final_logit_softcapping", DefaultFinalSoftCap),
            QueryScalar = root.OptionalNumber("query_pre_attn_scalar") ?? DefaultQueryScalar,
            ScaleEmbeddings = true,
            UnitOffsetNorms = true,
            OutputNorms = true,
        };
    }

    private static void Write(ModelConfig config, JsonObject root)
    {
        root["hidden_act"] = Activation;
        root["hidden_activation"] = Activation;
        root["attention_bias"] = config.AttentionBias;
        root["sliding_window"] = config.SlidingWindow;
        root["attn_logit_softcapping"] = config.AttentionSoftCap;
        root["final_logit_softcapping"] = config.FinalSoftCap;
        root["query_pre_attn_scalar"] = config.QueryScalar ?? config.HeadDim;
        FamilyFields.WriteLayerTypes(config, root);
    }

    // Absent means the default, null means none.
    private static double? Cap(JsonSection root, string name, double absent) =>
        FamilyFields.IsAbsent(root, name) ? absent : root.OptionalNumber(name);

    private static bool[] EvenLayers(int layers) => [.. Enumerable.Range(0, Math.Clamp(layers, 0, ModelConfig.MaxLayers)).Select(layer => layer % 2 == 0)];
}
