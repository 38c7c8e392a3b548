using T2L.Adapters.Json;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Peft;

/// <summary>PEFT's <c>adapter_config.json</c>: read from any version, written in the form of version 0.15.2.</summary>
public static class PeftConfigFile
{
    /// <summary>The file's name in an adapter directory.</summary>
    public const string Name = "adapter_config.json";

    /// <summary>Reads a configuration. Fields that are missing take PEFT's defaults, unknown ones are passed over.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="AdapterFormatException">Not JSON, a value out of range, or a kind of adapter that is not supported.</exception>
    public static LoraConfig Parse(ReadOnlySpan<byte> json, string name = Name)
    {
        var reader = JsonObjectReader.Parse(json, name, AdapterFormatError.InvalidConfig);
        PeftSupport.Check(reader, name);
        try
        {
            return new LoraConfig
            {
                Rank = Rank(reader, reader.Get("r"), "r"),
                Alpha = reader.Number(reader.Get("lora_alpha"), "lora_alpha"),
                UseRsLora = reader.Flag("use_rslora"),
                TargetModules = [.. reader.Items("target_modules").Select(m => reader.ReadText(m, "target_modules"))],
                BaseModel = reader.Text("base_model_name_or_path") ?? "",
                Revision = reader.Text("revision"),
                Dropout = reader.TryGet("lora_dropout", out var dropout) ? reader.Number(dropout, "lora_dropout") : 0,
                InferenceMode = reader.Flag("inference_mode"),
                TaskType = reader.Text("task_type"),
                RankPattern = [.. reader.Entries("rank_pattern").Select(e => KeyValuePair.Create(e.Name, Rank(reader, e.Value, $"rank_pattern '{e.Name}'")))],
                AlphaPattern = [.. reader.Entries("alpha_pattern").Select(e => KeyValuePair.Create(e.Name, reader.Number(e.Value, $"alpha_pattern '{e.Name}'")))],
            };
        }
        catch (ArgumentException e)
        {
            throw reader.Refuse(Sentence(e), e);
        }
    }

    /// <summary>Writes a configuration as PEFT 0.15.2 does: every field, sorted, indented by two spaces, ASCII, no final newline.</summary>
    /// <param name="config">The configuration.</param>
    /// <returns>The file's bytes.</returns>
    public static byte[] ToJson(LoraConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return PythonJson.Write(new Dictionary<string, object?>
        {
            ["alpha_pattern"] = config.AlphaPattern.ToDictionary(e => e.Key, e => Number(e.Value)),
            ["auto_mapping"] = null,
            ["base_model_name_or_path"] = config.BaseModel.Length == 0 ? null : config.BaseModel,
            ["bias"] = "none",
            ["corda_config"] = null,
            ["eva_config"] = null,
            ["exclude_modules"] = null,
            ["fan_in_fan_out"] = false,
            ["inference_mode"] = config.InferenceMode,
            ["init_lora_weights"] = true,
            ["layer_replication"] = null,
            ["layers_pattern"] = null,
            ["layers_to_transform"] = null,
            ["loftq_config"] = new Dictionary<string, object?>(),
            ["lora_alpha"] = Number(config.Alpha),
            ["lora_bias"] = false,
            ["lora_dropout"] = config.Dropout,
            ["megatron_config"] = null,
            ["megatron_core"] = "megatron.core",
            ["modules_to_save"] = null,
            ["peft_type"] = "LORA",
            ["r"] = config.Rank,
            ["rank_pattern"] = config.RankPattern.ToDictionary(e => e.Key, e => (object?)e.Value),
            ["revision"] = config.Revision,
            ["target_modules"] = config.TargetModules.ToArray<object?>(),
            ["task_type"] = config.TaskType,
            ["trainable_token_indices"] = null,
            ["use_dora"] = false,
            ["use_rslora"] = config.UseRsLora,
        });
    }

    private static int Rank(JsonObjectReader reader, System.Text.Json.JsonElement value, string field)
    {
        var rank = reader.Whole(value, field);
        return rank is >= 1 and <= LoraConfig.MaxRank
            ? (int)rank
            : throw reader.Refuse($"{field} is {rank}; expected 1 to {LoraConfig.MaxRank}.");
    }

    // PEFT's alphas are whole numbers in nearly every file; Python keeps those without a point.
    private static object? Number(double value)
    {
        object? whole = Math.Abs(value) < 1L << 53 && value == Math.Truncate(value) ? (long)value : null;
        return whole ?? value;
    }

    // .NET appends the parameter's name to the sentence.
    private static string Sentence(ArgumentException e) => e.Message.Split(" (Parameter '")[0].Split(Environment.NewLine)[0];
}
