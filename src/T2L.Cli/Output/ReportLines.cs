using System.Globalization;
using T2L.Adapters.Origin;

namespace T2L.Cli.Output;

/// <summary>What a generation tells beside its adapter, as lines for a person.</summary>
internal static class ReportLines
{
    /// <summary>The lines; none where there is nothing to tell.</summary>
    public static IEnumerable<string> Of(GenerationReport? report)
    {
        if (report?.Search is { } search)
            yield return Line($"examples    {search.Examples}: log-likelihood per answer {search.LogLikelihoodBefore:F3} → {search.LogLikelihoodAfter:F3} (gain {search.Gain:F3}), exact {search.ExactBefore} → {search.ExactAfter}; {Outcome(search)}");
        if (report?.Novelty is not { } novelty)
            yield break;
        var nearest = string.Join(", ", novelty.Nearest.Select(task => Line($"{task.Task} ({task.Similarity:F2})")));
        yield return Line($"novelty     {novelty.Score:F3}; nearest training tasks: {nearest}");
        if (novelty.Warning)
            yield return Line($"warning     new ground: 95 % of unseen wordings of training tasks stay under {novelty.Threshold:F3}. The adapter may do something else; try other words, or give examples.");
    }

    private static string Outcome(SearchRecord search) => search.FoundInRound == 0
        ? Line($"{search.Rounds} rounds found nothing better than the description")
        : Line($"found in round {search.FoundInRound} of {search.Rounds}");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
