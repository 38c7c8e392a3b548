using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>A task with some fresh examples of it.</summary>
internal sealed record TaskDraw(LearningTask Task, IReadOnlyList<TokenizedExample> Examples)
{
    /// <summary>Longest example, the length that padding goes by.</summary>
    public int Length { get; } = Examples.Max(example => example.Length);

    /// <summary>Draws tasks with replacement, each with examples from the training inputs.</summary>
    public static Func<Random, TaskDraw> From(IReadOnlyList<LearningTask> tasks, int examples) => random =>
    {
        var task = tasks[random.Next(tasks.Count)];
        return new(task, [.. Enumerable.Range(0, examples).Select(_ => task.Draw(random, Split.Training))]);
    };
}
