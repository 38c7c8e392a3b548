using T2L.Training.Running;

namespace T2L.Training.Recipes;

/// <summary>From a recipe's options and the end of its loop to the record it leaves.</summary>
internal static class RecipeRun
{
    /// <param name="stage">The recipe, as the command line calls it.</param>
    /// <param name="options">Its options.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="workers">Threads that shared the work.</param>
    /// <param name="tasks">Tasks that were trained on.</param>
    /// <param name="outcome">Steps, time and what was measured at the end.</param>
    /// <param name="sources">Digests of what it learnt from; null for none.</param>
    public static RunRecord Of(string stage, IRecipeOptions options, int seed, int workers, int tasks, TrainingOutcome outcome, IReadOnlyDictionary<string, string>? sources = null) => new()
    {
        Stage = stage,
        Seed = seed,
        Steps = outcome.Steps,
        TrainingTasks = tasks,
        Seconds = outcome.Seconds > 0 ? Math.Round(outcome.Seconds, 1) : null,
        Workers = workers,
        Settings = RecordedSettings.Of(options),
        Sources = sources,
        Results = outcome.Measured?.Values.ToDictionary(value => value.Key, value => Math.Round(value.Value, 5)) ?? [],
        Summary = outcome.Measured?.Note ?? "nothing was measured",
    };
}
