using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>What the nano base reads while it learns: which documents are drawn, of which tasks, in which shares.</summary>
/// <remarks>
/// The order of calls to a source of chance is part of the recipe. What is switched off takes nothing from it, so that the diet of the
/// bundled base stays what it was.
/// </remarks>
internal sealed class LanguageModelDiet
{
    private readonly TaskSuite _suite;
    private readonly NanoLayout _layout;
    private readonly LanguageModelOptions _options;
    private readonly HashSet<TaskDefinition> _excluded;
    private readonly List<TaskDefinition> _training;

    /// <param name="suite">The tasks and their split.</param>
    /// <param name="layout">Turns examples into documents.</param>
    /// <param name="options">What is switched on, and the shares.</param>
    public LanguageModelDiet(TaskSuite suite, NanoLayout layout, LanguageModelOptions options)
    {
        (_suite, _layout, _options) = (suite, layout, options);
        _excluded = options.WithoutUnseen ? KeptBack(suite) : [];
        _training = [.. suite.Training.Take(options.TrainingTasks ?? suite.Training.Count)];
    }

    /// <summary>How many tasks can be drawn.</summary>
    public int TaskCount => _options.TrainingTasks is null ? _suite.AllTasks.Count - _excluded.Count : _training.Count;

    /// <summary>
    /// Tasks that the base is measured on as known: it learns every operation in every format, and only a code can tell it which, so no part of
    /// the split is new to it, unless it learns without what is kept back.
    /// </summary>
    public IReadOnlyList<TaskDefinition> Known => _options.TrainingTasks is null
        ? [.. _training.Concat(_suite.ValidationTasks).Concat(_suite.ValidationFamilies).Concat(_suite.UnseenTasks).Concat(_suite.UnseenFamilies).Where(task => !_excluded.Contains(task))]
        : _training;

    /// <summary>Tasks whose descriptions it meets.</summary>
    public IReadOnlyList<TaskDefinition> Described => _options.Instructions > 0 ? _training : [];

    /// <summary>Draws a document.</summary>
    public TokenizedExample Draw(Random random) => DrawWithTask(random).Document;

    /// <summary>Draws a document, and says which task it is of.</summary>
    public (TaskDefinition Task, TokenizedExample Document) DrawWithTask(Random random)
    {
        var task = _options.TrainingTasks is null ? DrawTask(random) : DrawTrainingTask(random);
        var kind = random.NextDouble();
        if (kind < _options.FewShotShare)
            return (task, _layout.FewShot([.. Enumerable.Range(0, random.Next(1, _options.FewShotExamples + 1)).Select(_ => task.Sample(random, Split.Training))]));
        if (kind >= _options.FewShotShare + _options.Instructions)
            return (task, _layout.Coded(task.Sample(random, Split.Training), task));
        task = DrawTrainingTask(random); // as often as the hypernetwork meets it
        return (task, _layout.Described(task.Describe(random, Wording.Training), task.Sample(random, Split.Training)));
    }

    private TaskDefinition DrawTrainingTask(Random random) => _training[random.Next(_training.Count)];

    // An operation first, a pair half as often as a single one, then a format: every skill gets its turn.
    private TaskDefinition DrawTask(Random random)
    {
        TaskDefinition task;
        do
        {
            Operation operation;
            do
                operation = _suite.Operations[random.Next(_suite.Operations.Count)];
            while (operation.Second is not null && random.Next(2) == 0);
            task = _suite.Find($"{operation.Name}/{_suite.Formats[random.Next(_suite.Formats.Count)].Name}");
        }
        while (_excluded.Contains(task));
        return task;
    }

    // Of the kept pairs every format goes, also those that nobody is asked about: they would teach the pair all the same.
    private static HashSet<TaskDefinition> KeptBack(TaskSuite suite)
    {
        var pairs = suite.ValidationFamilies.Concat(suite.UnseenFamilies).Select(task => task.Operation).ToHashSet();
        return [.. suite.ValidationTasks, .. suite.UnseenTasks, .. suite.AllTasks.Where(task => pairs.Contains(task.Operation))];
    }
}
