using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters.Storage;
using T2L.Tokenizers.Formats;

namespace T2L.Models;

/// <summary><c>config.json</c> and <c>generation_config.json</c> in the Hugging Face form.</summary>
/// <remarks>Both spellings of rotary settings are read: <c>rope_theta</c> + <c>rope_scaling</c> (transformers 4) and <c>rope_parameters</c> (5).</remarks>
internal static class ModelConfigFile
{
    public const string Name = "config.json";
    public const string GenerationName = "generation_config.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static ModelConfig Read(string directory)
    {
        var config = JsonFile.Read(directory, Name, root => Read(root));
        if (!File.Exists(Path.Combine(directory, GenerationName)))
            return config;
        var ends = JsonFile.Read(directory, GenerationName, root => Ids(root, "eos_token_id"));
        return ends.Count == 0 ? config : Checked(Path.Combine(directory, GenerationName), config with { EosTokenIds = ends });
    }

    public static void Write(string directory, ModelConfig config)
    {
        Directory.CreateDirectory(directory);
        var ends = new JsonArray([.. config.EosTokenIds.Select(id => (JsonNode)id)]);
        var generation = new JsonObject
        {
            ["bos_token_id"] = config.BosTokenId,
            ["eos_token_id"] = ends.DeepClone(),
            ["pad_token_id"] = config.PadTokenId,
        };
        AtomicFile.Write(Path.Combine(directory, Name), JsonSerializer.SerializeToUtf8Bytes(ToJson(config, ends), Indented));
        AtomicFile.Write(Path.Combine(directory, GenerationName), JsonSerializer.SerializeToUtf8Bytes(generation, Indented));
    }

    private static ModelConfig Read(JsonSection root)
    {
        RefuseUnsupported(root);
        var rope = root.OptionalObject("rope_parameters") ?? root.OptionalObject("rope_scaling");
        int hidden = root.Int("hidden_size"), heads = root.Int("num_attention_heads");
        return Checked(root.File, new ModelConfig
        {
            Name = root.OptionalText("_name_or_path") is { Length: > 0 } name ? name : null,
            HiddenSize = hidden,
            IntermediateSize = root.Int("intermediate_size"),
            Layers = root.Int("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = root.OptionalInt("num_key_value_heads") ?? heads,
            HeadDim = root.OptionalInt("head_dim") ?? hidden / Math.Max(1, heads),
            VocabularySize = root.Int("vocab_size"),
            MaxPositions = root.OptionalInt("max_position_embeddings") ?? 2048,
            RmsNormEps = root.OptionalNumber("rms_norm_eps") ?? 1e-6,
            RopeTheta = root.OptionalNumber("rope_theta") ?? rope?.OptionalNumber("rope_theta") ?? 10_000,
            RopeScaling = rope is { } section ? Scaling(section) : null,
            TieWordEmbeddings = root.Flag("tie_word_embeddings", false),
            AttentionBias = root.Flag("attention_bias", false),
            MlpBias = root.Flag("mlp_bias", false),
            EosTokenIds = Ids(root, "eos_token_id"),
            BosTokenId = Ids(root, "bos_token_id") is [var bos, ..] ? bos : null,
            PadTokenId = Ids(root, "pad_token_id") is [var pad, ..] && pad >= 0 ? pad : null,
            FileDType = root.OptionalText("torch_dtype") ?? root.OptionalText("dtype") ?? "float32",
        });
    }

    private static void RefuseUnsupported(JsonSection root)
    {
        if (root.Text("model_type") is not "llama" and var type)
            throw root.Unsupported("model_type", type, "llama");
        if (root.OptionalText("hidden_act") is not (null or "silu") and var activation)
            throw root.Unsupported("hidden_act", activation!, "silu");
        if (root.OptionalNumber("partial_rotary_factor") is not (null or 1) and var share)
            throw root.Unsupported("partial_rotary_factor", $"{share}", "1");
        if (root.Has("quantization_config"))
            throw root.Unsupported("quantization_config", "present", "weights in float32, float16 or bfloat16");
    }

    private static RopeScaling? Scaling(JsonSection section)
    {
        string type = section.OptionalText("rope_type") ?? section.OptionalText("type") ?? "default";
        if (type == "default")
            return null;
        if (type != "llama3")
            throw section.Unsupported("rope_type", type, "llama3 or default");
        return new RopeScaling
        {
            Factor = section.Number("factor"),
            LowFrequencyFactor = section.Number("low_freq_factor"),
            HighFrequencyFactor = section.Number("high_freq_factor"),
            OriginalMaxPositions = section.Int("original_max_position_embeddings"),
        };
    }

    /// <summary>A field that is one id, a list of ids, or absent.</summary>
    private static List<int> Ids(JsonSection root, string name) =>
        root.Find(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int value)
                ? value
                : throw root.Wrong(name, id, "a list of ids"))]
            : root.OptionalInt(name) is { } single ? [single] : [];

    private static ModelConfig Checked(string file, ModelConfig config)
    {
        try
        {
            config.Validate();
            return config;
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(ModelFormatError.BadValue, file, exception.Message, exception);
        }
    }

    private static JsonObject ToJson(ModelConfig config, JsonArray ends) => new()
    {
        ["_name_or_path"] = config.Name ?? "",
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["attention_bias"] = config.AttentionBias,
        ["bos_token_id"] = config.BosTokenId,
        ["eos_token_id"] = ends.Count == 1 ? ends[0]!.DeepClone() : ends,
        ["head_dim"] = config.HeadDim,
        ["hidden_act"] = "silu",
        ["hidden_size"] = config.HiddenSize,
        ["intermediate_size"] = config.IntermediateSize,
        ["max_position_embeddings"] = config.MaxPositions,
        ["mlp_bias"] = config.MlpBias,
        ["model_type"] = config.ModelType,
        ["num_attention_heads"] = config.Heads,
        ["num_hidden_layers"] = config.Layers,
        ["num_key_value_heads"] = config.KeyValueHeads,
        ["pad_token_id"] = config.PadTokenId,
        ["rms_norm_eps"] = config.RmsNormEps,
        ["rope_scaling"] = config.RopeScaling is { } scaling ? ToJson(scaling) : null,
        ["rope_theta"] = config.RopeTheta,
        ["tie_word_embeddings"] = config.TieWordEmbeddings,
        ["torch_dtype"] = config.FileDType,
        ["vocab_size"] = config.VocabularySize,
    };

    private static JsonObject ToJson(RopeScaling scaling) => new()
    {
        ["rope_type"] = "llama3",
        ["factor"] = scaling.Factor,
        ["low_freq_factor"] = scaling.LowFrequencyFactor,
        ["high_freq_factor"] = scaling.HighFrequencyFactor,
        ["original_max_position_embeddings"] = scaling.OriginalMaxPositions,
    };
}
