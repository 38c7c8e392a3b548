using System.Text.Json;
using T2L.Adapters.Json;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Uploads;

/// <summary>Refuses a configuration that names code. Nothing here would run it, but the adapter is passed on to programs that do.</summary>
internal static class UploadedConfig
{
    private const string OwnMegatron = "megatron.core";
    private static readonly HashSet<string> Hints = new(StringComparer.OrdinalIgnoreCase)
    {
        "auto_mapping", "auto_map", "trust_remote_code", "custom_code", "custom_modules", "code_revision", "_target_", "__class__", "__reduce__", "py/object", "py/reduce",
    };

    public static void RefuseCode(string path)
    {
        var config = JsonObjectReader.Parse(SmallFile.Read(path), path, AdapterFormatError.InvalidConfig);
        foreach (var field in config.Fields())
        {
            if (Hint(field) is { } hint)
                throw new AdapterFormatException(AdapterFormatError.Unsupported, $"{hint} names code to be loaded with the adapter, which is never taken from outside. Set it to null.", path);
            // The name of a module that PEFT imports.
            if (field.Name == "megatron_core" && field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() != OwnMegatron)
                throw new AdapterFormatException(AdapterFormatError.Unsupported, $"megatron_core names a module to be imported; expected '{OwnMegatron}' or null.", path);
        }
    }

    // As deep as the parser goes, which is 64 levels.
    private static string? Hint(JsonProperty field)
    {
        if (Hints.Contains(field.Name) && field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            return field.Name;
        return Inside(field.Value);
    }

    private static string? Inside(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(Hint).FirstOrDefault(hint => hint is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(Inside).FirstOrDefault(hint => hint is not null),
        _ => null,
    };
}
