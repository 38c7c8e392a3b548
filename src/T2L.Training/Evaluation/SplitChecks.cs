using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>Refuses models of another split: they have met what this one calls unseen, and would seem better than they are.</summary>
internal static class SplitChecks
{
    // The bundled base knows no split. What one of these met, or was spared, depends on it.
    private static readonly string[] SettingsOfASplit = ["instructions", "without_unseen", "training_tasks"];

    /// <exception cref="ArgumentException">What the base met depends on a split, and that was another one.</exception>
    /// <param name="suite">The suite with its split.</param>
    /// <param name="folder">The base's folder.</param>
    public static void Base(TaskSuite suite, string folder)
    {
        if (RunRecord.IsIn(folder) && RunRecord.Read(folder) is var run && run.Seed != suite.Seed && SettingsOfASplit.FirstOrDefault(RecordedSettings.Changed(run).ContainsKey) is { } setting)
            throw new ArgumentException($"The base '{folder}' was trained with '{setting}' and seed {run.Seed}, the split is that of seed {suite.Seed}: it met other tasks. Give --seed {run.Seed}, or a base of this split.");
    }

    /// <exception cref="ArgumentException">The hypernetwork was trained on tasks that the split keeps from training.</exception>
    /// <param name="suite">The suite with its split.</param>
    /// <param name="folder">The hypernetwork's folder.</param>
    /// <param name="known">The tasks it was trained on.</param>
    public static void Hypernetwork(TaskSuite suite, string folder, IEnumerable<string> known)
    {
        var kept = new[] { suite.ValidationTasks, suite.ValidationFamilies, suite.UnseenTasks, suite.UnseenFamilies }.SelectMany(set => set).Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        var met = known.Where(kept.Contains).ToList();
        if (met.Count > 0)
            throw new ArgumentException($"The hypernetwork '{folder}' was trained on {met.Count} tasks that the split of seed {suite.Seed} keeps from training, for instance {met[0]}. Give the seed of its own split, --seed N, or one that was trained on this.");
    }

    /// <exception cref="ArgumentException">The oracles are those of another split.</exception>
    /// <param name="suite">The suite with its split.</param>
    /// <param name="folder">Their folder.</param>
    /// <param name="seed">The seed they were trained with.</param>
    /// <param name="what">What they are.</param>
    public static void Oracles(TaskSuite suite, string folder, int seed, string what = "LoRAs")
    {
        if (seed != suite.Seed)
            throw new ArgumentException($"The {what} in '{folder}' were trained with seed {seed}, the split is that of seed {suite.Seed}. Give --seed {seed}, or {what} of this split.");
    }

    /// <exception cref="ArgumentException">The LoRA was trained on another split; where its folder does not say which, it is taken on trust.</exception>
    /// <param name="suite">The suite with its split.</param>
    /// <param name="folder">Its folder.</param>
    public static void MultiTask(TaskSuite suite, string folder)
    {
        if (RunRecord.IsIn(folder))
            Oracles(suite, folder, RunRecord.Read(folder).Seed);
    }
}
