using static T2L.Adapters.Export.Checks.ServerCheck;

namespace T2L.Adapters.Export.Checks;

/// <summary>llama.cpp: its converter takes the factors and lora_alpha, nothing else; the scale is lora_alpha / rank of each tensor.</summary>
internal static class LlamaCppCheck
{
    public static IEnumerable<Finding> Of(AdapterFacts adapter)
    {
        if (adapter.OtherTensors.Where(IsUnknown).ToArray() is { Length: > 0 } unknown)
            yield return Refuses($"The converter knows lora_A and lora_B only and stops at {FirstOf(unknown)}.");
        else if (adapter.UseDora || adapter.LoraBias || adapter.ModulesToSave.Count > 0 || adapter.TrainsTokens)
            yield return Refuses("The converter knows lora_A and lora_B only, not the tensors of DoRA, lora_bias, modules_to_save or trainable_token_indices.");
        if (adapter.Bias != "none")
            yield return Refuses($"The converter does not know the biases that bias '{adapter.Bias}' brings.");
        if (adapter.ReplicatesLayers)
            yield return Refuses("layer_replication is not read: factors of repeated layers name tensors that the model does not have.");
        if (adapter.Modules.Any(module => module.Path == "lm_head"))
            yield return Depends("lm_head is refused where it is the embedding itself (tied weights), and for Gemma.");
        if (adapter.UseRsLora)
            yield return SilentlyWrong("use_rslora is not read: the update is √r times too small.", exportHelps: true);
        if (adapter.HasAlphaPattern)
            yield return SilentlyWrong("alpha_pattern is not read: every module is scaled by lora_alpha.", exportHelps: true);
        if (adapter.Alpha == 0)
            yield return SilentlyWrong("lora_alpha 0 is taken for 'none given' and scales by 1.", exportHelps: true);
        if (adapter.ChangingInitialization is { } initialization)
            yield return SilentlyWrong($"init_lora_weights is '{initialization}', which changed the base model; the factors are taken for those of the original one.");
    }

    // Norms are carried into the file, where the server then passes over them.
    private static bool IsUnknown(string name) =>
        !name.Contains(".lora_embedding_", StringComparison.Ordinal) && !name.Contains(".base_layer.weight", StringComparison.Ordinal)
        && !name.Contains("_layernorm", StringComparison.Ordinal) && !name.Contains(".norm", StringComparison.Ordinal);
}
