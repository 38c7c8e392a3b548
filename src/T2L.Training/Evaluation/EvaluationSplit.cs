using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>Tasks that are measured together.</summary>
/// <param name="Name">Name in reports, for instance <c>unseen_task</c>.</param>
/// <param name="Label">Name for readers.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Wording">The wordings their descriptions are drawn from.</param>
/// <param name="IsTrained">Whether training meets these tasks.</param>
internal sealed record EvaluationSplit(string Name, string Label, IReadOnlyList<TaskDefinition> Tasks, Wording Wording, bool IsTrained)
{
    public const string Seen = "seen", UnseenWording = "unseen_wording";

    /// <summary>The splits of a suite, easiest first.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="sets">Whether the reported sets are measured or those that settings are chosen by.</param>
    /// <param name="most">Most tasks of each.</param>
    public static IReadOnlyList<EvaluationSplit> Of(TaskSuite suite, EvaluationSets sets, int most) =>
    [
        new(Seen, "training tasks, training wordings", [.. suite.Training.Take(most)], Wording.Training, IsTrained: true),
        new(UnseenWording, "training tasks, unseen wordings", [.. suite.Training.Take(most)], Wording.Unseen, IsTrained: true),
        .. sets == EvaluationSets.Validation
            ? new[] { New("validation_task", "validation tasks", suite.ValidationTasks, most), New("validation_family", "validation families", suite.ValidationFamilies, most) }
            : [New("unseen_task", "unseen tasks", suite.UnseenTasks, most), New("unseen_family", "unseen families", suite.UnseenFamilies, most)],
    ];

    private static EvaluationSplit New(string name, string label, IReadOnlyList<TaskDefinition> tasks, int most) =>
        new(name, label, [.. tasks.Take(most)], Wording.Unseen, IsTrained: false);
}
