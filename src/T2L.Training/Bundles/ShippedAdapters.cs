using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Bundles;

/// <summary>
/// Which of the trained LoRAs are shipped. Families (operations) are dealt out kind of input by kind of input, each kind in the order in which its
/// families first occur among the training tasks, until there are enough; of each family, its first training task. How good a LoRA is plays no part.
/// </summary>
internal static class ShippedAdapters
{
    /// <summary>How many are shipped.</summary>
    public const int Count = 44;

    /// <summary>The chosen LoRAs, by id of their tasks.</summary>
    public static IReadOnlyList<OracleEntry> Of(TaskSuite suite, OracleIndex oracles)
    {
        var trained = oracles.Tasks.ToDictionary(entry => entry.Task, StringComparer.Ordinal);
        var families = suite.Training.Where(task => trained.ContainsKey(task.Id)).DistinctBy(task => task.Family);
        var dealt = families.GroupBy(task => task.Kind).SelectMany(kind => kind.Select((task, round) => (task, round))).OrderBy(dealt => dealt.round).ThenBy(dealt => dealt.task.Kind);
        return [.. dealt.Take(Count).Select(dealt => trained[dealt.task.Id]).OrderBy(entry => entry.Task, StringComparer.Ordinal)];
    }
}
