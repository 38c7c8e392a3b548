namespace T2L.Training.Data;

/// <summary>The tasks of a source, ready for one base model.</summary>
/// <param name="Training">Tasks to train on.</param>
/// <param name="Measures">What is looked at along the way. The first decides which weights are best, so it is of tasks that training never sees, where the source has such.</param>
internal sealed record LearningSet(IReadOnlyList<LearningTask> Training, IReadOnlyList<LearningMeasure> Measures)
{
    /// <summary>What the user should know of the source; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>Tasks whose answers are measured while a recipe runs, with descriptions and examples that training never sees.</summary>
/// <param name="Name">Name in the log, for instance <c>validation_task</c>.</param>
/// <param name="Label">Name in a sentence, for instance <c>validation tasks</c>.</param>
/// <param name="Tasks">The tasks.</param>
internal sealed record LearningMeasure(string Name, string Label, IReadOnlyList<LearningTask> Tasks);
