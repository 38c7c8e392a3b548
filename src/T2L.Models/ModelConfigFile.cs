using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters.Storage;
using T2L.Models.Families;
using T2L.Tokenizers.Formats;

namespace T2L.Models;

/// <summary><c>config.json</c> and <c>generation_config.json</c> in the Hugging Face form.</summary>
/// <remarks>Both spellings of rotary settings are read: <c>rope_theta</c> + <c>rope_scaling</c> (transformers 4) and <c>rope_parameters</c> (5).</remarks>
internal static class ModelConfigFile
{
    public const string Name = "config.json";
    public const string GenerationName = "generation_config.json";

    private const double DefaultTheta = 10_000;

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
        var root = ToJson(config, ends);
        RefuseLoss(config, root);
        AtomicFile.Write(Path.Combine(directory, Name), JsonSerializer.SerializeToUtf8Bytes(root, Indented));
        AtomicFile.Write(Path.Combine(directory, GenerationName), JsonSerializer.SerializeToUtf8Bytes(generation, Indented));
    }

    /// <summary>Refuses values that the family has no field for: a file without them would describe another model.</summary>
    private static void RefuseLoss(ModelConfig config, JsonObject root)
    {
        var read = Read(new JsonSection(Name, "", JsonSerializer.SerializeToElement(root)));
        if (read with { EosTokenIds = config.EosTokenIds, SlidingLayers = config.SlidingLayers } != config
            || Enumerable.Range(0, config.Layers).Any(layer => read.WindowOf(layer) != config.WindowOf(layer)))
            throw new ArgumentException($"A {config.ModelType} model cannot have all of these values: {config}. config.json would say {read}.");
    }

    private static ModelConfig Read(JsonSection root)
    {
        var family = ModelFamily.Of(root);
        RefuseUnsupported(root, family);
        int hidden = root.Int("hidden_size"), heads = root.Int("num_attention_heads");
        var (theta, scaling) = Rope(root);
        var config = family.Read(root, new ModelConfig
        {
            ModelType = family.ModelType,
            Name = root.OptionalText("_name_or_path") is { Length: > 0 } name ? name : null,
            HiddenSize = hidden,
            IntermediateSize = root.Int("intermediate_size"),
            Layers = root.Int("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = root.OptionalInt("num_key_value_heads") ?? (FamilyFields.IsAbsent(root, "num_key_value_heads") ? family.KeyValueHeads : null) ?? heads,
            HeadDim = root.OptionalInt("head_dim") ?? hidden / Math.Max(1, heads),
            VocabularySize = root.Int("vocab_size"),
            MaxPositions = root.OptionalInt("max_position_embeddings") ?? family.MaxPositions,
            RmsNormEps = root.OptionalNumber("rms_norm_eps") ?? 1e-6,
            RopeTheta = theta,
            RopeScaling = scaling,
            TieWordEmbeddings = root.Flag("tie_word_embeddings", family.TiedHead),
            EosTokenIds = Ids(root, "eos_token_id"),
            BosTokenId = Ids(root, "bos_token_id") is [var bos, ..] ? bos : null,
            PadTokenId = Ids(root, "pad_token_id") is [var pad, ..] && pad >= 0 ? pad : null,
            FileDType = NumberFormat(root),
        });
        FamilyFields.CheckLayerTypes(root, config);
        return Checked(root.File, config);
    }

    private static void RefuseUnsupported(JsonSection root, ModelFamily family)
    {
        if (root.Has("architectures") && root.Array("architectures") is var list
            && !list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.GetString() == family.Architecture))
            throw root.Unsupported("architectures", list.GetRawText(), family.Architecture);
        if (root.Has("quantization_config"))
            throw root.Unsupported("quantization_config", "present", "weights in float32, float16 or bfloat16");
        RefusePartialRotation(root);
        FamilyFields.RefuseForeign(root, family);
    }

    private static void RefusePartialRotation(JsonSection section)
    {
        if (section.OptionalNumber("partial_rotary_factor") is not (null or 1) and var share)
            throw section.Unsupported("partial_rotary_factor", $"{share}", "1");
    }

    private static string NumberFormat(JsonSection root)
    {
        string field = root.Has("torch_dtype") ? "torch_dtype" : "dtype";
        return (root.OptionalText(field) ?? "float32") switch
        {
            "float32" or "float64" => "float32",
            "bfloat16" => "bfloat16",
            "float16" => "float16",
            var other => throw root.Unsupported(field, other, "float32, bfloat16 or float16"),
        };
    }

    private static (double Theta, RopeScaling? Scaling) Rope(JsonSection root)
    {
        if ((root.OptionalObject("rope_parameters") ?? root.OptionalObject("rope_scaling")) is not { } rope)
            return (root.OptionalNumber("rope_theta") ?? DefaultTheta, null);
        // Some newer architectures have one set for each type of layer.
        foreach (var set in rope.Element.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.Object))
            throw rope.Unsupported(set.Name, "an object", "one set of rotary settings for all layers");
        RefusePartialRotation(rope);
        double? outside = root.OptionalNumber("rope_theta"), inside = rope.OptionalNumber("rope_theta");
        if (outside is not null && inside is not null && outside != inside)
            throw root.Wrong("rope_theta", root.Find("rope_theta")!.Value, $"{inside} as in {rope.Path}");
        return (inside ?? outside ?? DefaultTheta, Scaling(rope));
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

    private static JsonObject ToJson(ModelConfig config, JsonArray ends)
    {
        var family = ModelFamily.Of(config);
        var root = new JsonObject
        {
            ["_name_or_path"] = config.Name ?? "",
            ["architectures"] = new JsonArray(family.Architecture),
            ["model_type"] = family.ModelType,
            ["bos_token_id"] = config.BosTokenId,
            ["eos_token_id"] = ends.Count == 1 ? ends[0]!.DeepClone() : ends,
            ["pad_token_id"] = config.PadTokenId,
            ["head_dim"] = config.HeadDim,
            ["hidden_size"] = config.HiddenSize,
            ["intermediate_size"] = config.IntermediateSize,
            ["max_position_embeddings"] = config.MaxPositions,
            ["num_attention_heads"] = config.Heads,
            ["num_hidden_layers"] = config.Layers,
            ["num_key_value_heads"] = config.KeyValueHeads,
            ["rms_norm_eps"] = config.RmsNormEps,
            ["rope_scaling"] = config.RopeScaling is { } scaling ? ToJson(scaling) : null,
            ["rope_theta"] = config.RopeTheta,
            ["tie_word_embeddings"] = config.TieWordEmbeddings,
            ["torch_dtype"] = config.FileDType,
            ["vocab_size"] = config.VocabularySize,
        };
        family.Write(config, root);
        return root;
    }

    private static JsonObject ToJson(RopeScaling scaling) => new()
    {
        ["rope_type"] = "llama3",
        ["factor"] = scaling.Factor,
        ["low_freq_factor"] = scaling.LowFrequencyFactor,
        ["high_freq_factor"] = scaling.HighFrequencyFactor,
        ["original_max_position_embeddings"] = scaling.OriginalMaxPositions,
    };
}
