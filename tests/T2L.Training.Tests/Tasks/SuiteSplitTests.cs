using T2L.Training.Tasks;
using T2L.Training.Tasks.Operations;

namespace T2L.Training.Tests.Tasks;

/// <summary>What holds for the split of every seed.</summary>
public sealed class SuiteSplitTests
{
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Has_479_training_40_validation_and_80_unseen_tasks_and_12_unseen_pairs(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        Assert.Equal(479, suite.Training.Count);
        Assert.Equal(40, suite.ValidationTasks.Count);
        Assert.Equal(80, suite.UnseenTasks.Count);
        Assert.Equal(Enumerable.Repeat(3, 4), suite.ValidationFamilies.GroupBy(task => task.Family).Select(family => family.Count()));
        Assert.Equal(Enumerable.Repeat(3, 8), suite.UnseenFamilies.GroupBy(task => task.Family).Select(family => family.Count()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_task_is_in_two_parts_of_the_split_and_no_unseen_pair_in_two_parts_either(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        Assert.Equal(479 + 40 + 12 + 80 + 24, Parts(suite).SelectMany(part => part).Distinct().Count());
        var pairs = suite.ValidationFamilies.Concat(suite.UnseenFamilies).Select(task => task.Operation).ToHashSet();
        Assert.Equal(12, pairs.Count);
        Assert.DoesNotContain(suite.Training.Concat(suite.ValidationTasks).Concat(suite.UnseenTasks), task => pairs.Contains(task.Operation));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_trained_operation_is_trained_in_enough_formats_plain_among_them(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        var parts = WordOperations.GridFirst.Concat(WordOperations.GridSecond).ToHashSet();
        var unseen = suite.ValidationFamilies.Concat(suite.UnseenFamilies).Select(task => task.Operation).ToHashSet();
        Assert.All(suite.Operations.Where(operation => !unseen.Contains(operation)), operation =>
        {
            var formats = suite.Training.Where(task => task.Operation == operation).Select(task => task.Format).ToList();
            Assert.Contains(AnswerFormat.Plain, formats);
            if (operation.Second is not null)
                Assert.Equal(3, formats.Count);
            else if (parts.Contains(operation))
                Assert.InRange(formats.Count, 2, 3);
            else
                Assert.Equal(5, formats.Count);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_part_of_an_unseen_pair_is_trained_in_at_least_four_other_pairs(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        var trained = suite.Training.Where(task => task.Second is not null).Select(task => task.Operation).Distinct().ToList();
        Assert.Equal(52, trained.Count);
        Assert.All(suite.UnseenFamilies.Concat(suite.ValidationFamilies), task =>
        {
            Assert.True(trained.Count(pair => pair.First == task.First) >= 4);
            Assert.True(trained.Count(pair => pair.Second == task.Second) >= 4);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Kept_tasks_are_of_trained_operations_never_plain_and_of_one_operation_each(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        var trained = suite.Training.Select(task => task.Family).ToHashSet();
        List<TaskDefinition> kept = [.. suite.ValidationTasks, .. suite.UnseenTasks];
        Assert.All(kept, task => Assert.Contains(task.Family, trained));
        Assert.All(kept, task => Assert.NotEqual(AnswerFormat.Plain, task.Format));
        Assert.Equal(kept.Count, kept.Select(task => task.Family).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Kept_tasks_are_single_operations_and_pairs_in_the_proportion_of_the_trained_ones(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        Assert.InRange(suite.ValidationTasks.Count(task => task.Second is null), 22, 24); // 73 of 125 operations: 23.4 of 40
        Assert.InRange(suite.UnseenTasks.Count(task => task.Second is null), 46, 48); // and 46.7 of 80
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_same_seed_gives_the_same_split_and_no_other_seed_does(int seed)
    {
        Assert.Equal(Ids(TaskSuite.Nano(seed)), Ids(TaskSuite.Nano(seed)));
        var others = Enumerable.Range(0, 10).Where(other => other != seed).Select(other => TaskSuite.Nano(other)).ToList();
        Assert.All(others, other => Assert.NotEqual(Ids(TaskSuite.Nano(seed)), Ids(other)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_prefix_of_the_training_tasks_is_a_fair_smaller_suite(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        foreach (var length in new[] { 64, 128, 256 })
        {
            var prefix = suite.Training.Take(length).ToList();
            AssertFair(prefix, suite.Training, task => task.Second is null ? task.Kind.ToString() : "pairs");
            AssertFair(prefix, suite.Training, task => task.Format.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_dressed_format_has_its_share_of_the_training_tasks(int seed)
    {
        var counts = TaskSuite.Nano(seed).Training.Where(task => task.Format != AnswerFormat.Plain).CountBy(task => task.Format).ToList();
        Assert.Equal(11, counts.Count);
        Assert.All(counts, format => Assert.InRange(format.Value, 16, 50)); // 32 each on average
    }

    // Within four standard deviations of a draw without replacement, which is what chance leaves to a prefix.
    private static void AssertFair(List<TaskDefinition> prefix, IReadOnlyList<TaskDefinition> all, Func<TaskDefinition, string> trait)
    {
        var found = prefix.CountBy(trait).ToDictionary();
        foreach (var (name, count) in all.CountBy(trait))
        {
            var share = (double)count / all.Count;
            var expected = share * prefix.Count;
            var deviation = Math.Sqrt(expected * (1 - share) * (all.Count - prefix.Count) / (all.Count - 1));
            Assert.InRange(found.GetValueOrDefault(name), expected - (4 * deviation) - 1, expected + (4 * deviation) + 1);
        }
    }

    private static List<IReadOnlyList<TaskDefinition>> Parts(TaskSuite suite) =>
        [suite.Training, suite.ValidationTasks, suite.ValidationFamilies, suite.UnseenTasks, suite.UnseenFamilies];

    private static List<string> Ids(TaskSuite suite) => [.. Parts(suite).SelectMany(part => part).Select(task => task.Id)];
}
