using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Deals tasks into groups that train in one batch, and has them trained.</summary>
internal static class TaskGroups
{
    /// <summary>Groups of at most <paramref name="size"/> tasks. Tasks of similar length share one, so that little of a batch is padding.</summary>
    public static IEnumerable<LearningTask[]> ByLength(IReadOnlyList<LearningTask> tasks, int seed, int size) => tasks
        .OrderBy(task => task.Draw(new Random(seed), Split.Training).Length).ThenBy(task => task.Id, StringComparer.Ordinal).Chunk(size);

    /// <summary>Trains the groups that no earlier run finished, several at a time; tells of the finished ones as done.</summary>
    /// <param name="groups">All groups, by number.</param>
    /// <param name="isDone">Whether an earlier run finished one.</param>
    /// <param name="begin">Runs once before any training; not where all are done.</param>
    /// <param name="meter">Told where each stands.</param>
    /// <param name="workers">How many train at a time.</param>
    /// <param name="train">Trains one.</param>
    /// <param name="cancellation">Stops.</param>
    public static void Train<T>(
        IReadOnlyList<T> groups, Func<T, bool> isDone, Action begin, GroupProgress meter, int workers, Action<T, IProgress<TrainingProgress>> train, CancellationToken cancellation)
    {
        var open = groups.Index().Where(group => !isDone(group.Item)).ToList();
        if (open.Count > 0)
            begin();
        foreach (var (number, _) in groups.Index().Except(open))
            meter.Finished(number);
        Parallel.ForEach(open, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, group => train(group.Item, meter.For(group.Index)));
    }
}
