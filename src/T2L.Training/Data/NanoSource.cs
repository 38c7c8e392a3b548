using T2L.Tokenizers;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>The nano suite as a source of learning tasks.</summary>
/// <param name="suite">The suite with its split.</param>
/// <param name="tasks">Only the first so many training tasks; null for all.</param>
public sealed class NanoSource(TaskSuite suite, int? tasks = null) : LearningSource
{
    /// <summary>Of the training tasks a quarter is enough to see whether they are learnt.</summary>
    internal const int SeenTasks = 120;

    private readonly int? _tasks = tasks is not < 1
        ? tasks
        : throw new ArgumentException(FormattableString.Invariant($"The number of training tasks is {tasks}; expected at least 1."), nameof(tasks));

    internal override string Fingerprint => _tasks is { } count ? FormattableString.Invariant($" first {count} tasks") : "";

    internal override LearningSet Open(Tokenizer tokenizer)
    {
        var layout = new NanoLayout(tokenizer);
        LearningTask[] Of(IEnumerable<TaskDefinition> definitions) => [.. definitions.Select(task => new NanoTask(task, layout))];
        var training = Of(suite.Training.Take(_tasks ?? suite.Training.Count));
        return new(training,
        [
            new("validation_task", "validation tasks", Of(suite.ValidationTasks)),
            new("seen_unseen_wording", "seen tasks", training[..Math.Min(SeenTasks, training.Length)]),
            new("validation_family", "validation families", Of(suite.ValidationFamilies)),
        ]);
    }
}
