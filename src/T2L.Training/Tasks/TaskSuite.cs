using T2L.Training.Tasks.Operations;

namespace T2L.Training.Tasks;

/// <summary>The nano suite: 137 operations in 12 answer formats, split by seed into tasks to train on and tasks to be surprised by.</summary>
public sealed class TaskSuite
{
    /// <summary>Version of tasks and split. Models of another version have met other tasks.</summary>
    public const int Version = 2;

    private readonly Dictionary<string, TaskDefinition> _tasks;

    private TaskSuite(int seed)
    {
        Seed = seed;
        Operations = OperationCatalog.All;
        Formats = AnswerFormat.All;
        AllTasks = [.. Operations.SelectMany(operation => Formats.Select(format => new TaskDefinition(operation, format)))];
        _tasks = AllTasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        var split = SuiteSplit.Of(AllTasks, seed);
        Training = split.Training;
        ValidationTasks = split.ValidationTasks;
        ValidationFamilies = split.ValidationFamilies;
        UnseenTasks = split.UnseenTasks;
        UnseenFamilies = split.UnseenFamilies;
        Tags = [.. OperationCatalog.Primitives.Select(operation => operation.Name), TaskCode.None, .. Formats.Select(format => format.Tag)];
    }

    /// <summary>The seed of the split.</summary>
    public int Seed { get; }

    /// <summary>The 137 operations: 73 primitives, then 64 pairs of word operations.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The 12 answer formats, plain first.</summary>
    public IReadOnlyList<AnswerFormat> Formats { get; }

    /// <summary>Every operation in every format: 1,644 tasks, whatever their split.</summary>
    public IReadOnlyList<TaskDefinition> AllTasks { get; }

    /// <summary>
    /// The 479 training tasks. Every trained operation is among them in its plain form and, but for the parts of pairs, in at least
    /// three formats. Shuffled: a prefix is a fair smaller suite.
    /// </summary>
    public IReadOnlyList<TaskDefinition> Training { get; }

    /// <summary>40 tasks that training never meets, of operations that it does; never plain. Settings are chosen by these.</summary>
    public IReadOnlyList<TaskDefinition> ValidationTasks { get; }

    /// <summary>12 tasks of 4 pairs that training never meets in any format. Settings are chosen by these.</summary>
    public IReadOnlyList<TaskDefinition> ValidationFamilies { get; }

    /// <summary>80 tasks that training never meets, of operations that it does; never plain. For reporting: nothing may be chosen by these.</summary>
    public IReadOnlyList<TaskDefinition> UnseenTasks { get; }

    /// <summary>24 tasks of 8 pairs that training never meets in any format; both parts occur in other pairs. For reporting, as <see cref="UnseenTasks"/>.</summary>
    public IReadOnlyList<TaskDefinition> UnseenFamilies { get; }

    /// <summary>Every tag a task code can hold, in a fixed order.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The nano suite with the split of a seed.</summary>
    public static TaskSuite Nano(int seed) => new(seed);

    /// <summary>The task with an id, whatever its split.</summary>
    /// <exception cref="KeyNotFoundException">No task has this id.</exception>
    public TaskDefinition Find(string id) => _tasks.TryGetValue(id, out var task)
        ? task
        : throw new KeyNotFoundException($"No task '{id}' in the nano suite. An id is operation/format, for instance 'word.reverse/plain'.");
}
