using static T2L.Adapters.Export.Checks.ServerCheck;

namespace T2L.Adapters.Export.Checks;

/// <summary>LoRAX and Text Generation Inference: pick lora_A and lora_B of known layers by name and pass over the rest.</summary>
internal static class LoraxCheck
{
    public static IEnumerable<Finding> Of(AdapterFacts adapter)
    {
        if (adapter.UseDora)
            yield return SilentlyWrong("use_dora is not read: the magnitudes are left out and the rest is served as plain LoRA.");
        foreach (var finding in PassedOver(adapter))
            yield return finding;
        if (HasPatterns(adapter))
            yield return SilentlyWrong("rank_pattern and alpha_pattern are not read: every module is scaled by r and lora_alpha.", exportHelps: true);
        foreach (var finding in MixedRanks(adapter).Concat(Padding(adapter)).Concat(Gaps(adapter)))
            yield return finding;
    }

    private static IEnumerable<Finding> MixedRanks(AdapterFacts adapter)
    {
        var mixed = adapter.Modules.GroupBy(module => module.Name).FirstOrDefault(type => type.DistinctBy(module => module.Rank).Count() > 1);
        if (mixed is not null)
            yield return Refuses($"The layers' {mixed.Key} are stacked and must have one rank; here they have {string.Join(", ", mixed.Select(m => m.Rank).Distinct().Order())}.", exportHelps: true);
    }

    private static IEnumerable<Finding> Padding(AdapterFacts adapter)
    {
        var rank = adapter.MaxRank;
        if (LoraxRank.Of(rank) != rank)
        {
            yield return SilentlyWrong(
                $"Rank {rank} is filled up to {LoraxRank.Of(rank)} and the filled rank is then used for the scale: every module type after the first is scaled too small.",
                exportHelps: true);
        }
        else if (rank <= 64)
        {
            yield return Depends($"On more than {LoraxRank.MostGpus(rank)} GPU{(LoraxRank.MostGpus(rank) == 1 ? "" : "s")}, rank {rank} is filled up and every module type after the first is scaled too small.");
        }
    }

    private static IEnumerable<Finding> Gaps(AdapterFacts adapter)
    {
        var layers = adapter.Modules.Select(module => module.Layer).Max() + 1;
        var gap = adapter.Modules.Where(module => module.Layer is not null).GroupBy(module => module.Name)
            .FirstOrDefault(type => type.DistinctBy(module => module.Layer).Count() < layers);
        if (gap is not null)
            yield return SilentlyWrong($"{gap.Key} is adapted in {gap.DistinctBy(module => module.Layer).Count()} of at least {layers} layers; a module type that one layer lacks is left out of all.");
    }
}
