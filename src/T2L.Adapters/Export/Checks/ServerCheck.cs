namespace T2L.Adapters.Export.Checks;

/// <summary>What a server would refuse or silently do wrong. The sources of every rule are in <c>docs/exports.md</c>.</summary>
public static class ServerCheck
{
    /// <summary>Findings for one server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="adapter">The adapter.</param>
    /// <returns>The findings, what is refused first; empty when it is served as PEFT would.</returns>
    public static IReadOnlyList<Finding> Of(Server server, AdapterFacts adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Type != "LORA")
            return [new Finding(server, FindingKind.Depends, $"peft_type is '{adapter.Type}'; only LoRA adapters are checked here.")];
        var findings = server switch
        {
            Server.Vllm => VllmCheck.Of(adapter),
            Server.Lorax => LoraxCheck.Of(adapter),
            Server.LlamaCpp => LlamaCppCheck.Of(adapter),
            Server.SgLang => SgLangCheck.Of(adapter),
            _ => [],
        };
        return [.. findings.Select(finding => finding with { Server = server }).OrderBy(finding => finding.Kind)];
    }

    internal static Finding Refuses(string sentence, bool exportHelps = false) => new(default, FindingKind.Refuses, sentence, exportHelps);

    internal static Finding SilentlyWrong(string sentence, bool exportHelps = false) => new(default, FindingKind.SilentlyWrong, sentence, exportHelps);

    internal static Finding Depends(string sentence, bool exportHelps = false) => new(default, FindingKind.Depends, sentence, exportHelps);

    /// <summary>What servers leave out that pick lora_A and lora_B by name and read nothing else.</summary>
    internal static IEnumerable<Finding> PassedOver(AdapterFacts adapter)
    {
        if (adapter.Bias != "none" || adapter.LoraBias)
            yield return SilentlyWrong("Biases are not read.");
        if (adapter.ModulesToSave.Count > 0)
            yield return SilentlyWrong($"modules_to_save is not read: the base model's own {string.Join(", ", adapter.ModulesToSave)} stay.");
        if (adapter.TrainsTokens)
            yield return SilentlyWrong("trainable_token_indices is not read: the tokens keep the base model's embeddings.");
        if (adapter.ReplicatesLayers)
            yield return SilentlyWrong("layer_replication is not read.");
        if (adapter.ChangingInitialization is { } initialization)
            yield return SilentlyWrong($"init_lora_weights is '{initialization}', which changed the base model; the factors are taken for those of the original one.");
    }

    internal static bool HasPatterns(AdapterFacts adapter) => adapter.HasRankPattern || adapter.HasAlphaPattern;

    internal static string FirstOf(IReadOnlyList<string> tensors) =>
        tensors.Count == 1 ? $"tensor '{tensors[0]}'" : $"{tensors.Count} tensors such as '{tensors[0]}'";
}
