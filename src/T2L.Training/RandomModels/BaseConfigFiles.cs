using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters.Storage;

namespace T2L.Training.RandomModels;

/// <summary>Writes <c>config.json</c> and <c>generation_config.json</c> with the fields that the family's published files have.</summary>
internal static class BaseConfigFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string directory, BaseModelShape shape, string name, string dtype)
    {
        var config = Common(shape, name, dtype);
        foreach (var (key, value) in OfFamily(shape))
            config[key] = value?.DeepClone();
        AtomicFile.Write(Path.Combine(directory, "config.json"), JsonSerializer.SerializeToUtf8Bytes(config, Indented));
        var generation = new JsonObject { ["bos_token_id"] = shape.BosTokenId, ["eos_token_id"] = Ends(shape), ["pad_token_id"] = shape.PadTokenId };
        AtomicFile.Write(Path.Combine(directory, "generation_config.json"), JsonSerializer.SerializeToUtf8Bytes(generation, Indented));
    }

    private static JsonObject Common(BaseModelShape shape, string name, string dtype) => new()
    {
        ["_name_or_path"] = name,
        ["attention_dropout"] = 0.0,
        ["bos_token_id"] = shape.BosTokenId,
        ["eos_token_id"] = Ends(shape),
        ["hidden_act"] = "silu",
        ["hidden_size"] = shape.HiddenSize,
        ["initializer_range"] = 0.02,
        ["intermediate_size"] = shape.IntermediateSize,
        ["max_position_embeddings"] = shape.MaxPositions,
        ["num_attention_heads"] = shape.Heads,
        ["num_hidden_layers"] = shape.Layers,
        ["num_key_value_heads"] = shape.KeyValueHeads,
        ["rms_norm_eps"] = shape.RmsNormEps,
        ["rope_theta"] = shape.RopeTheta,
        ["tie_word_embeddings"] = shape.TiedHead,
        ["torch_dtype"] = dtype,
        ["use_cache"] = true,
        ["vocab_size"] = shape.VocabularySize,
    };

    private static JsonObject OfFamily(BaseModelShape shape) => shape.Family switch
    {
        BaseModelFamily.Gemma2 => new()
        {
            ["architectures"] = new JsonArray("Gemma2ForCausalLM"),
            ["model_type"] = "gemma2",
            ["attention_bias"] = false,
            ["attn_logit_softcapping"] = 50.0,
            ["final_logit_softcapping"] = 30.0,
            ["head_dim"] = shape.HeadSize,
            ["hidden_act"] = "gelu_pytorch_tanh",
            ["hidden_activation"] = "gelu_pytorch_tanh",
            ["pad_token_id"] = shape.PadTokenId,
            ["query_pre_attn_scalar"] = shape.HeadSize,
            ["sliding_window"] = shape.SlidingWindow,
        },
        BaseModelFamily.Mistral => new()
        {
            ["architectures"] = new JsonArray("MistralForCausalLM"),
            ["model_type"] = "mistral",
            ["head_dim"] = shape.HeadSize,
            ["sliding_window"] = shape.SlidingWindow,
        },
        BaseModelFamily.Llama => new()
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["model_type"] = "llama",
            ["attention_bias"] = false,
            ["head_dim"] = shape.HeadSize,
            ["mlp_bias"] = false,
            ["rope_scaling"] = new JsonObject
            {
                ["factor"] = 8.0,
                ["high_freq_factor"] = 4.0,
                ["low_freq_factor"] = 1.0,
                ["original_max_position_embeddings"] = 8192,
                ["rope_type"] = "llama3",
            },
        },
        _ => new()
        {
            ["architectures"] = new JsonArray("Qwen2ForCausalLM"),
            ["model_type"] = "qwen2",
            ["max_window_layers"] = shape.Layers - 3,
            ["sliding_window"] = shape.SlidingWindow,
            ["use_sliding_window"] = false,
        },
    };

    private static JsonNode Ends(BaseModelShape shape) =>
        shape.EosTokenIds is [var single] ? single : new JsonArray([.. shape.EosTokenIds.Select(id => (JsonNode)id)]);
}
