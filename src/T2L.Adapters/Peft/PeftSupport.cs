using System.Text.Json;
using T2L.Adapters.Json;

namespace T2L.Adapters.Peft;

/// <summary>Refuses by name what PEFT can do and this library does not: silence would give wrong answers.</summary>
internal static class PeftSupport
{
    // These change the base model's own weights, so the file alone is not the adapter.
    private static readonly string[] ChangingInitializations = ["pissa", "olora", "corda"];

    public static void Check(JsonObjectReader config, string file)
    {
        var type = config.Text("peft_type") ?? throw config.Refuse("peft_type is missing; expected 'LORA'.");
        if (type != "LORA")
            throw Unsupported(file, $"peft_type is '{type}'; expected 'LORA'.");
        if (config.Text("bias") is { } bias && bias != "none")
            throw Unsupported(file, $"bias is '{bias}'; only 'none' is supported.");
        foreach (var flag in new[] { "use_dora", "lora_bias", "fan_in_fan_out", "use_qalora" })
        {
            if (config.Flag(flag))
                throw Unsupported(file, $"{flag} is true; it is not supported.");
        }

        foreach (var field in new[] { "modules_to_save", "layer_replication", "trainable_token_indices", "target_parameters" })
        {
            if (config.TryGet(field, out var value) && !IsEmpty(value))
                throw Unsupported(file, $"{field} is set; it is not supported.");
        }

        CheckTargets(config, file);
        if (ChangingInitialization(config) is { } name)
            throw Unsupported(file, $"init_lora_weights is '{name}', which changes the base model; convert the adapter to plain LoRA with PEFT first.");
    }

    private static void CheckTargets(JsonObjectReader config, string file)
    {
        if (config.TryGet("target_modules", out var targets) && targets.ValueKind == JsonValueKind.String)
        {
            throw Unsupported(file,
                $"target_modules is the expression '{config.Text("target_modules")}'; a list of module names is needed, such as [\"q_proj\", \"v_proj\"].");
        }
    }

    /// <summary>The initialisation, where it is one that changed the base model's own weights.</summary>
    public static string? ChangingInitialization(JsonObjectReader config)
    {
        if (!config.TryGet("init_lora_weights", out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        var name = config.Text("init_lora_weights")!;
        return ChangingInitializations.Any(i => name.StartsWith(i, StringComparison.OrdinalIgnoreCase)) ? name : null;
    }

    /// <summary>Whether a list or an object has nothing in it.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static AdapterFormatException Unsupported(string file, string message) => new(AdapterFormatError.Unsupported, message, file);
}
