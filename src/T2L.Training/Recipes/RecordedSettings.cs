using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Training.Running;

namespace T2L.Training.Recipes;

/// <summary>The settings of a run as its record and its checkpoints keep them, and what a record says with the recipe's defaults behind it.</summary>
internal static class RecordedSettings
{
    private static readonly string[] Places = ["output", "work"];
    private static readonly string[] Circumstances = [.. Places, "seed", "workers", RunSources.BaseModel, RunSources.Encoder, RunSources.Oracles, RunSources.Decomposition, RunSources.From, "descriptions"];

    /// <summary>All settings but folders, seed and number of workers.</summary>
    /// <param name="options">The recipe's options.</param>
    public static JsonObject Of(object options) => Without(Circumstances, options);

    /// <summary>What the result of a run follows from: all settings, and of what it learns from the content, wherever that lies.</summary>
    /// <param name="options">The recipe's options, without what changes nothing.</param>
    /// <param name="sources">Digests by the setting that names what they are of.</param>
    public static string Fingerprint(object options, IReadOnlyDictionary<string, string> sources)
    {
        var settings = Without(Places, options);
        foreach (var (setting, digest) in sources)
            settings[setting] = digest;
        return settings.ToJsonString();
    }

    /// <summary>What differs from the recipe's defaults of today.</summary>
    public static JsonObject Changed(RunRecord run) => Difference(run.Settings, Defaults(run.Stage));

    /// <summary>The same of options that are about to be used.</summary>
    public static JsonObject Changed(string stage, IRecipeOptions options) => Difference(Of(options), Defaults(stage));

    /// <summary>One setting of a run; what the record leaves out was the recipe's default. Null where the recipe has no such setting.</summary>
    public static T? Value<T>(string stage, JsonObject recorded, string key) where T : struct =>
        (recorded[key] ?? Defaults(stage)[key]) is JsonValue value && value.TryGetValue(out T found) ? found : null;

    private static JsonObject Defaults(string stage) => stage switch
    {
        "lm" => Of(new LanguageModelOptions { Output = "" }),
        "encoder" => Of(new EncoderOptions { Output = "" }),
        "oracle" => Of(new OracleOptions { BaseModel = "", Output = "" }),
        "reconstruction" => Of(new ReconstructionOptions { Oracles = "", BaseModel = "", Encoder = "", Output = "" }),
        "sft" => Of(new SftOptions { BaseModel = "", Encoder = "", Output = "" }),
        "svf-supervised" => Of(new SvfSupervisedOptions { BaseModel = "", Decomposition = "", Output = "" }),
        "svf-reinforce" => Of(new SvfReinforceOptions { BaseModel = "", Decomposition = "", Output = "" }),
        "svf-evolution" => Of(new SvfEvolutionOptions { BaseModel = "", Decomposition = "", Output = "" }),
        "svf-text" => Of(new SvfTextOptions { BaseModel = "", Decomposition = "", Encoder = "", Output = "" }),
        "multi-task" => Of(new MultiTaskOptions { BaseModel = "", Output = "" }),
        _ => [],
    };

    private static JsonObject Without(string[] keys, object options)
    {
        var settings = JsonSerializer.SerializeToNode(options, options.GetType(), RecipeSettings.Json)!.AsObject();
        foreach (var key in keys)
            settings.Remove(key);
        return settings;
    }

    private static JsonObject Difference(JsonObject settings, JsonObject defaults)
    {
        var changed = new JsonObject();
        foreach (var (key, value) in settings)
        {
            if (value is JsonObject part && defaults[key] is JsonObject usual)
            {
                if (Difference(part, usual) is { Count: > 0 } inner)
                    changed[key] = inner;
            }
            else if (!JsonNode.DeepEquals(value, defaults[key]))
            {
                changed[key] = value?.DeepClone();
            }
        }
        return changed;
    }
}
