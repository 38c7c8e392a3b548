using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Svf;

/// <summary>What one expert is asked.</summary>
/// <param name="Task">Its task, which says what is right.</param>
/// <param name="Examples">The questions.</param>
internal sealed record ExamPaper(LearningTask Task, IReadOnlyList<TokenizedExample> Examples)
{
    /// <summary>Fixed examples of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="split">Where the examples come from.</param>
    /// <param name="examples">How many.</param>
    /// <param name="seed">Chooses them.</param>
    public static ExamPaper Drawn(LearningTask task, Split split, int examples, int seed)
    {
        var random = new Random(Seeds.Mix(seed, (int)StableHash.Of("svf/exam", task.Id), (int)split));
        return new(task, [.. Enumerable.Range(0, examples).Select(_ => task.Draw(random, split))]);
    }
}
