namespace T2L.Training.Tasks;

/// <summary>The split of the suite. All choices are orders by a stable hash of seed and name, so nothing depends on how things are enumerated.</summary>
internal static class SuiteSplit
{
    public const int TrainingTasks = 479;
    public const int UnseenTasks = 80;
    public const int UnseenFamilies = 8;
    public const int TasksPerUnseenFamily = 3;

    // A dense grid teaches that the parts of a pair are independent: every part keeps at least four of its six pairs in training.
    private const int MostUnseenPairsOfAPart = 2;

    public static (IReadOnlyList<TaskDefinition> Training, IReadOnlyList<TaskDefinition> UnseenTasks, IReadOnlyList<TaskDefinition> UnseenFamilies)
        Of(IReadOnlyList<TaskDefinition> tasks, int seed)
    {
        var unseenFamilies = ChooseFamilies(tasks, seed);
        var known = tasks.Where(task => !unseenFamilies.Contains(task.Family)).ToList();
        var plain = known.Where(task => task.Format == AnswerFormat.Plain).ToList();
        var dressed = Shuffled(known.Where(task => task.Format != AnswerFormat.Plain), seed, "cell").ToList();
        var more = TrainingTasks - plain.Count;
        return (
            Shuffled(plain.Concat(dressed.Take(more)), seed, "training"),
            [.. dressed.Skip(more).Take(UnseenTasks)],
            [.. tasks.Where(task => unseenFamilies.Contains(task.Family))
                .GroupBy(task => task.Family, StringComparer.Ordinal)
                .SelectMany(family => Shuffled(family, seed, "family").Take(TasksPerUnseenFamily))]);
    }

    private static HashSet<string> ChooseFamilies(IReadOnlyList<TaskDefinition> tasks, int seed)
    {
        var pairs = Shuffled(tasks.Where(task => task.Second is not null && task.Format == AnswerFormat.Plain), seed, "pair");
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var first = taken.GetValueOrDefault(pair.First.Name);
            var second = taken.GetValueOrDefault(pair.Second!.Name);
            if (chosen.Count == UnseenFamilies || first == MostUnseenPairsOfAPart || second == MostUnseenPairsOfAPart)
                continue;
            taken[pair.First.Name] = first + 1;
            taken[pair.Second.Name] = second + 1;
            chosen.Add(pair.Family);
        }
        return chosen;
    }

    private static List<TaskDefinition> Shuffled(IEnumerable<TaskDefinition> tasks, int seed, string purpose) =>
        [.. tasks.OrderBy(task => StableHash.Of($"{purpose}/{seed}", task.Id)).ThenBy(task => task.Id, StringComparer.Ordinal)];
}
