using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Deals tasks into groups that train in one batch.</summary>
internal static class TaskGroups
{
    /// <summary>Groups of at most <paramref name="size"/> tasks. Tasks of similar length share one, so that little of a batch is padding.</summary>
    public static IEnumerable<LearningTask[]> ByLength(IReadOnlyList<LearningTask> tasks, int seed, int size) => tasks
        .OrderBy(task => task.Draw(new Random(seed), Split.Training).Length).ThenBy(task => task.Id, StringComparer.Ordinal).Chunk(size);
}
