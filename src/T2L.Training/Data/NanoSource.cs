using T2L.Models;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>The nano suite as a source of learning tasks.</summary>
/// <param name="suite">The suite with its split.</param>
public sealed class NanoSource(TaskSuite suite) : LearningSource
{
    // Of the training tasks a quarter is enough to see whether they are learnt.
    private const int SeenTasks = 120;

    internal override string Fingerprint => "";

    internal override LearningSet Open(LanguageModel baseModel)
    {
        var layout = new NanoLayout(baseModel.Tokenizer);
        LearningTask[] Of(IEnumerable<TaskDefinition> tasks) => [.. tasks.Select(task => new NanoTask(task, layout))];
        var training = Of(suite.Training);
        return new(training,
        [
            new("seen_unseen_wording", "seen tasks", training[..Math.Min(SeenTasks, training.Length)]),
            new("validation_task", "validation tasks", Of(suite.ValidationTasks)),
            new("validation_family", "validation families", Of(suite.ValidationFamilies)),
        ]);
    }
}
