namespace T2L.Training.Tasks;

/// <summary>The split of the suite. All choices are orders by a stable hash of seed and name, so nothing depends on how things are enumerated.</summary>
/// <param name="Training">Tasks to train on, shuffled.</param>
/// <param name="ValidationTasks">Tasks kept back of trained operations, for choosing settings.</param>
/// <param name="ValidationFamilies">Tasks of pairs that are wholly kept back, for choosing settings.</param>
/// <param name="UnseenTasks">Tasks kept back of trained operations, for reporting.</param>
/// <param name="UnseenFamilies">Tasks of pairs that are wholly kept back, for reporting.</param>
internal sealed record SuiteSplit(
    IReadOnlyList<TaskDefinition> Training,
    IReadOnlyList<TaskDefinition> ValidationTasks,
    IReadOnlyList<TaskDefinition> ValidationFamilies,
    IReadOnlyList<TaskDefinition> UnseenTasks,
    IReadOnlyList<TaskDefinition> UnseenFamilies)
{
    public const int TrainingTaskCount = 479;
    public const int ValidationTaskCount = 40;
    public const int UnseenTaskCount = 80;
    public const int ValidationFamilyCount = 4;
    public const int UnseenFamilyCount = 8;
    public const int TasksPerUnseenFamily = 3;

    // Unseen tasks of an operation that is trained in one format fail, in four or more they mostly work. The parts of the
    // pairs need fewer formats of their own: training meets each of them in at least six pairs besides.
    private const int FormatsOfSingle = 5;
    private const int FormatsOfPart = 2;
    private const int FormatsOfPair = 3;

    // A dense grid teaches that the parts of a pair are independent: every part keeps at least six of its eight pairs in training.
    private const int MostUnseenPairsOfAPart = 2;

    public static SuiteSplit Of(IReadOnlyList<TaskDefinition> tasks, int seed)
    {
        var pairs = ChoosePairs(tasks, seed);
        var known = tasks.GroupBy(task => task.Operation).Where(family => !pairs.Contains(family.Key)).Select(family => ByFormat(family, seed)).ToList();
        var parts = tasks.Where(task => task.Second is not null).SelectMany(task => new[] { task.First, task.Second! }).ToHashSet();
        var training = ChooseTraining(known, parts, seed);
        var kept = ChooseKept(known, training, seed);
        return new SuiteSplit(
            Shuffled(training, seed, "training"),
            [.. kept.Take(ValidationTaskCount)],
            TasksOf(tasks, pairs.Skip(UnseenFamilyCount), seed),
            [.. kept.Skip(ValidationTaskCount).Take(UnseenTaskCount)],
            TasksOf(tasks, pairs.Take(UnseenFamilyCount), seed));
    }

    // Taking every pair that the limit allows gives at least 14: a row with room left must have taken all columns with room left.
    private static List<Operation> ChoosePairs(IReadOnlyList<TaskDefinition> tasks, int seed)
    {
        var taken = new Dictionary<Operation, int>();
        var chosen = new List<Operation>();
        foreach (var pair in Shuffled(tasks.Where(task => task.Second is not null && task.Format == AnswerFormat.Plain), seed, "pair"))
        {
            var first = taken.GetValueOrDefault(pair.First);
            var second = taken.GetValueOrDefault(pair.Second!);
            if (first == MostUnseenPairsOfAPart || second == MostUnseenPairsOfAPart)
                continue;
            taken[pair.First] = first + 1;
            taken[pair.Second!] = second + 1;
            chosen.Add(pair.Operation);
        }
        return chosen[..(UnseenFamilyCount + ValidationFamilyCount)];
    }

    // Everybody asks for plain answers, so every trained operation is trained in its plain form; the other formats come by chance.
    private static List<TaskDefinition> ByFormat(IEnumerable<TaskDefinition> family, int seed) =>
        [.. Shuffled(family, seed, "format").OrderBy(task => task.Format == AnswerFormat.Plain ? 0 : 1)];

    // What is left after every operation had its share goes to the parts of the pairs, one format each.
    private static HashSet<TaskDefinition> ChooseTraining(List<List<TaskDefinition>> known, HashSet<Operation> parts, int seed)
    {
        var training = known.SelectMany(family => family.Take(Formats(family[0].Operation, parts))).ToHashSet();
        var more = known.Where(family => parts.Contains(family[0].Operation)).Select(family => family[FormatsOfPart]);
        training.UnionWith(Shuffled(more, seed, "more").Take(TrainingTaskCount - training.Count));
        return training;
    }

    private static int Formats(Operation operation, HashSet<Operation> parts) => operation.Second is not null ? FormatsOfPair
        : parts.Contains(operation) ? FormatsOfPart
        : FormatsOfSingle;

    // At most one task of an operation, so that one hard operation cannot weigh more than another; pairs and single ones dealt evenly.
    private static List<TaskDefinition> ChooseKept(List<List<TaskDefinition>> known, HashSet<TaskDefinition> training, int seed)
    {
        var kept = Shuffled(known.Select(family => family.First(task => !training.Contains(task))), seed, "kept");
        return [.. kept.GroupBy(task => task.Second is null)
            .SelectMany(half => half.Select((task, index) => (Task: task, Place: (index + 0.5) / half.Count())))
            .OrderBy(item => item.Place).ThenBy(item => item.Task.Id, StringComparer.Ordinal).Select(item => item.Task)];
    }

    private static List<TaskDefinition> TasksOf(IReadOnlyList<TaskDefinition> tasks, IEnumerable<Operation> pairs, int seed) =>
        [.. pairs.SelectMany(pair => Shuffled(tasks.Where(task => task.Operation == pair), seed, "family").Take(TasksPerUnseenFamily))];

    private static List<TaskDefinition> Shuffled(IEnumerable<TaskDefinition> tasks, int seed, string purpose) =>
        [.. tasks.OrderBy(task => StableHash.Of($"{purpose}/{seed}", task.Id)).ThenBy(task => task.Id, StringComparer.Ordinal)];
}
