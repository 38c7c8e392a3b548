using static T2L.Adapters.Export.Checks.ServerCheck;

namespace T2L.Adapters.Export.Checks;

/// <summary>SGLang: one scale, lora_alpha / r, for all modules; q, k and v are joined, and so are gate and up.</summary>
internal static class SgLangCheck
{
    private static readonly string[] Every = ["all", "all-linear"];

    public static IEnumerable<Finding> Of(AdapterFacts adapter)
    {
        if (adapter.UseDora)
            yield return Refuses("It does not serve DoRA (use_dora); versions of 2025 serve it as plain LoRA without a word.");
        if (adapter.TargetExpression is { } expression && !Every.Contains(expression))
            yield return Refuses($"target_modules is the expression '{expression}'; it takes a list of names, 'all' or 'all-linear'.");
        foreach (var finding in PassedOver(adapter))
            yield return finding;
        if (adapter.UseRsLora)
            yield return SilentlyWrong("use_rslora is not read: the update is √r times too small.", exportHelps: true);
        if (HasPatterns(adapter))
            yield return SilentlyWrong("rank_pattern and alpha_pattern are not applied: every module is scaled by r and lora_alpha.", exportHelps: true);
        foreach (var finding in Joined(adapter))
            yield return finding;
        yield return Depends($"--max-lora-rank must be {adapter.MaxRank} or more and --lora-target-modules must name every adapted module; both are taken from --lora-paths where those are given.");
    }

    private static IEnumerable<Finding> Joined(AdapterFacts adapter)
    {
        var layers = adapter.Modules.GroupBy(module => module.Layer).Select(layer => layer.Select(module => module.Name).ToHashSet(StringComparer.Ordinal)).ToArray();
        if (layers.Any(names => names.Contains("q_proj") && !names.Contains("v_proj")))
            yield return Refuses("q_proj is adapted without v_proj in the same layer; loading fails where it joins q, k and v.");
        if (layers.Any(names => !names.Contains("q_proj") && (names.Contains("k_proj") || names.Contains("v_proj"))))
            yield return SilentlyWrong("k_proj or v_proj is adapted without q_proj in the same layer; such factors are not joined and not applied.");
        if (layers.Any(names => names.Contains("up_proj") && !names.Contains("gate_proj")))
            yield return SilentlyWrong("up_proj is adapted without gate_proj in the same layer; such factors are not joined and not applied.");
    }
}
