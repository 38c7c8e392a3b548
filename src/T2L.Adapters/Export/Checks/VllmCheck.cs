using static T2L.Adapters.Export.Checks.ServerCheck;

namespace T2L.Adapters.Export.Checks;

/// <summary>vLLM: checks the configuration and the tensors' names, scales all modules alike.</summary>
internal static class VllmCheck
{
    private const int DefaultMaxRank = 16;
    private static readonly int[] MaxRanks = [1, 8, 16, 32, 64, 128, 256, 320, 512];
    private static readonly string[] ClassifierHeads = ["classifier", "score"];

    public static IEnumerable<Finding> Of(AdapterFacts adapter)
    {
        if (adapter.UseDora)
            yield return Refuses("It does not serve DoRA (use_dora).");
        if (adapter.Bias != "none")
            yield return Refuses($"It serves no adapter with biases; bias is '{adapter.Bias}'.");
        if (adapter.ModulesToSave.Except(ClassifierHeads).ToArray() is { Length: > 0 } modules)
            yield return Refuses($"It serves no adapter with modules_to_save; this one has {string.Join(", ", modules)}.");
        else if (adapter.ModulesToSave.Count > 0)
            yield return Depends("modules_to_save is accepted for classification heads only, by recent versions.");
        if (adapter.LoraBias || adapter.TrainsTokens || adapter.OtherTensors.Any(IsNoEmbedding))
            yield return Refuses(Names(adapter));
        if (adapter.OtherTensors.Any(name => !IsNoEmbedding(name)))
            yield return Depends("The adapter changes embeddings (lora_embedding_A); only some model classes take that.");
        if (adapter.ReplicatesLayers)
            yield return SilentlyWrong("layer_replication is not read by most versions: factors of repeated layers meet a model without them.");
        if (adapter.ChangingInitialization is { } initialization)
            yield return SilentlyWrong($"init_lora_weights is '{initialization}', which changed the base model; most versions take the factors for those of the original one. Convert it to plain LoRA with PEFT.");
        if (HasPatterns(adapter))
            yield return SilentlyWrong("rank_pattern and alpha_pattern are not read by most versions: every module is scaled by r and lora_alpha.", exportHelps: true);
        if (adapter.UseRsLora)
            yield return Depends("use_rslora is read since December 2024 (pull request 6909); older versions scale by lora_alpha / r. For those, export for sglang: its folder has a plain scale.");
        foreach (var finding in Rank(adapter.MaxRank).Concat(Fused(adapter)))
            yield return finding;
    }

    private static IEnumerable<Finding> Rank(int rank)
    {
        if (rank > MaxRanks[^1])
            yield return Refuses($"Rank {rank} is more than {MaxRanks[^1]}, the largest --max-lora-rank.");
        else if (rank > DefaultMaxRank)
            yield return Depends($"Rank {rank} needs --max-lora-rank {MaxRanks.First(most => most >= rank)}; the default is {DefaultMaxRank}.");
    }

    private static IEnumerable<Finding> Fused(AdapterFacts adapter)
    {
        if (adapter.Modules.Any(module => FusedModules.PartsOf(module.Name).Length > 1))
            yield return Depends("qkv_proj and gate_up_proj are expected fused by recent versions and cut by versions of 2024; --split-fused cuts them.", exportHelps: true);
    }

    private static string Names(AdapterFacts adapter) => adapter.OtherTensors.Where(IsNoEmbedding).ToArray() is { Length: > 0 } tensors
        ? $"It knows lora_A and lora_B only and refuses {FirstOf(tensors)}."
        : $"It refuses the tensors that {(adapter.LoraBias ? "lora_bias" : "trainable_token_indices")} brings.";

    private static bool IsNoEmbedding(string name) => !name.Contains(".lora_embedding_", StringComparison.Ordinal);
}
