using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Adapters.Peft;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary><c>hypernetwork.json</c>: the configuration of a network in our own form.</summary>
internal static class OwnSettings
{
    private const string Format = "t2l-hypernetwork";
    private const int Version = 1;
    private const int MaxBytes = 1 << 20;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, HypernetworkConfig config)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(temporary, ToJson(config).ToJsonString(Indented) + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    public static HypernetworkConfig Read(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the file has {length} bytes, the limit is {MaxBytes}.", path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return FromJson(document.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidJson, $"not the settings of a hypernetwork: {e.Message}", path, inner: e);
        }
    }

    private static JsonObject ToJson(HypernetworkConfig config) => new()
    {
        ["format"] = Format,
        ["version"] = Version,
        ["base_model"] = config.BaseModel,
        ["embedding_model"] = config.EmbeddingModel,
        ["variant"] = config.Variant.ToString(),
        ["task_encoder"] = config.Encoder.ToString(),
        ["training_task"] = config.TrainingTask.ToString(),
        ["task_embedding_size"] = config.TaskEmbeddingSize,
        ["latent_size"] = config.LatentSize,
        ["head_input_size"] = config.HeadInputSize,
        ["layers"] = config.Layers,
        ["learnable_positions"] = config.LearnablePositions,
        ["head_bias"] = config.HeadBias,
        ["factorized"] = config.Factorized,
        ["target_normalization"] = config.TargetNormalization,
        ["delta_weight_scaling"] = config.DeltaWeightScaling,
        ["multitask_lora"] = config.MultiTaskLora,
        ["learnable_offset"] = config.LearnableOffset,
        ["modules"] = new JsonArray([.. config.Modules.Select(m => new JsonObject
        {
            ["name"] = m.Name,
            ["in_features"] = m.InFeatures,
            ["out_features"] = m.OutFeatures,
        })]),
        ["lora"] = JsonNode.Parse(PeftConfigFile.ToJson(config.Lora)),
    };

    private static HypernetworkConfig FromJson(JsonElement json, string path)
    {
        if (json.GetProperty("format").GetString() != Format || json.GetProperty("version").GetInt32() != Version)
            throw new AdapterFormatException(AdapterFormatError.Unsupported, $"expected format {Format}, version {Version}.", path);
        return new HypernetworkConfig
        {
            TaskEmbeddingSize = json.GetProperty("task_embedding_size").GetInt32(),
            LatentSize = json.GetProperty("latent_size").GetInt32(),
            HeadInputSize = json.GetProperty("head_input_size").GetInt32(),
            Layers = json.GetProperty("layers").GetInt32(),
            Modules = [.. json.GetProperty("modules").EnumerateArray().Select(Module)],
            Variant = Value<HeadVariant>(json, "variant", path),
            LearnablePositions = json.GetProperty("learnable_positions").GetBoolean(),
            HeadBias = json.GetProperty("head_bias").GetBoolean(),
            Encoder = Value<TaskEncoderKind>(json, "task_encoder", path),
            TrainingTask = Value<TrainingTask>(json, "training_task", path),
            Factorized = json.GetProperty("factorized").GetBoolean(),
            TargetNormalization = json.GetProperty("target_normalization").GetBoolean(),
            DeltaWeightScaling = json.GetProperty("delta_weight_scaling").GetDouble(),
            MultiTaskLora = json.GetProperty("multitask_lora").GetString(),
            LearnableOffset = json.GetProperty("learnable_offset").GetBoolean(),
            EmbeddingModel = json.GetProperty("embedding_model").GetString() ?? "",
            Lora = PeftConfigFile.Parse(JsonSerializer.SerializeToUtf8Bytes(json.GetProperty("lora")), path),
        };
    }

    private static TargetModule Module(JsonElement json) => new(
        json.GetProperty("name").GetString() ?? "", json.GetProperty("in_features").GetInt32(), json.GetProperty("out_features").GetInt32());

    private static T Value<T>(JsonElement json, string name, string path)
        where T : struct, Enum
    {
        var text = json.GetProperty(name).GetString();
        return Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) && value.ToString() == text
            ? value
            : throw new AdapterFormatException(AdapterFormatError.InvalidConfig, $"{name} is '{text}'; expected one of {string.Join(", ", Enum.GetNames<T>())}.", path);
    }
}
