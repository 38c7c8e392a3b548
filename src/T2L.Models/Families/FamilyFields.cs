using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

/// <summary>Fields that some families have: how they are read, and how they are refused where they mean something the family does not do.</summary>
internal static class FamilyFields
{
    private const string Sliding = "sliding_attention", Full = "full_attention";

    // Where a family does not have the field, only this value changes nothing.
    private static readonly (string Name, string Neutral, Func<JsonElement, bool> IsNeutral)[] Special =
    [
        ("attention_bias", "false", IsFalse),
        ("mlp_bias", "false", IsFalse),
        ("use_bidirectional_attention", "false", IsFalse),
        ("use_sliding_window", "false", IsFalse),
        ("sliding_window", "null", _ => false),
        ("attn_logit_softcapping", "null", _ => false),
        ("final_logit_softcapping", "null", _ => false),
        ("query_pre_attn_scalar", "null", _ => false),
        ("hidden_activation", "null", _ => false),
    ];

    /// <summary>Refuses a file that asks for something which only other families do.</summary>
    public static void RefuseForeign(JsonSection root, ModelFamily family)
    {
        foreach (var (name, neutral, isNeutral) in Special)
            if (!family.OwnFields.Contains(name) && root.Find(name) is { } value && !isNeutral(value))
                throw root.Unsupported(name, value.GetRawText(), $"{neutral} for {family.ModelType}");
    }

    /// <summary>Whether a field is not there at all; a null is there.</summary>
    public static bool IsAbsent(JsonSection root, string name) => !root.Element.TryGetProperty(name, out _);

    public static void RequireSilu(JsonSection root)
    {
        if (root.OptionalText("hidden_act") is not (null or "silu") and var activation)
            throw root.Unsupported("hidden_act", activation!, "silu");
    }

    /// <summary>For each layer whether it slides; null where the file does not say.</summary>
    public static bool[]? LayerTypes(JsonSection root) =>
        !root.Has("layer_types") ? null
        : [.. root.Array("layer_types").EnumerateArray().Take(ModelConfig.MaxLayers + 1).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() switch
        {
            Sliding => true,
            Full => false,
            var other => throw root.Unsupported("layer_types", other!, $"{Sliding} or {Full}"),
        }
        : throw root.Wrong("layer_types", item, "a list of texts"))];

    /// <summary>Refuses layer types that contradict the rest of the file, in families where they only repeat it.</summary>
    public static void CheckLayerTypes(JsonSection root, ModelConfig config)
    {
        if (LayerTypes(root) is not { } given)
            return;
        if (given.Length != config.Layers)
            throw root.Wrong("layer_types", root.Array("layer_types"), $"one entry for each of the {config.Layers} layers");
        for (int layer = 0; layer < given.Length; layer++)
            if (given[layer] != config.WindowOf(layer) is not null)
                throw root.Unsupported("layer_types", $"{(given[layer] ? Sliding : Full)} for layer {layer}",
                    $"{(given[layer] ? Full : Sliding)}: the other fields of this {config.ModelType} say so");
    }

    public static void WriteLayerTypes(ModelConfig config, JsonObject root) =>
        root["layer_types"] = new JsonArray([.. Enumerable.Range(0, config.Layers).Select(layer => (JsonNode)(config.WindowOf(layer) is null ? Full : Sliding))]);

    private static bool IsFalse(JsonElement value) => value.ValueKind == JsonValueKind.False;
}
