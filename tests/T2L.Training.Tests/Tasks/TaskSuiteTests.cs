using T2L.Training.Tasks;

namespace T2L.Training.Tests.Tasks;

public sealed class TaskSuiteTests
{
    private readonly TaskSuite _suite = TaskSuite.Nano(0);

    [Fact]
    public void Has_479_training_tasks_80_unseen_tasks_and_24_tasks_of_unseen_families()
    {
        Assert.Equal(479, _suite.Training.Count);
        Assert.Equal(80, _suite.UnseenTasks.Count);
        Assert.Equal(24, _suite.UnseenFamilies.Count);
        Assert.Equal(8, _suite.UnseenFamilies.Select(task => task.Family).Distinct().Count());
    }

    [Fact]
    public void Has_97_operations_in_12_formats()
    {
        Assert.Equal(97, _suite.Operations.Select(operation => operation.Name).Distinct().Count());
        Assert.Equal(61, _suite.Operations.Count(operation => operation.Second is null));
        Assert.Equal(12, _suite.Formats.Select(format => format.Apply("x")).Distinct().Count());
        Assert.Equal(97 * 12, _suite.AllTasks.Select(task => task.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(InputKind.Word, 20)]
    [InlineData(InputKind.WordList, 10)]
    [InlineData(InputKind.Number, 10)]
    [InlineData(InputKind.Date, 8)]
    [InlineData(InputKind.Time, 4)]
    [InlineData(InputKind.Record, 5)]
    [InlineData(InputKind.Noun, 4)]
    public void Has_so_many_primitives_of_each_kind(InputKind kind, int count) =>
        Assert.Equal(count, _suite.Operations.Count(operation => operation.Kind == kind && operation.Second is null));

    [Fact]
    public void No_task_is_in_two_parts_of_the_split()
    {
        var ids = _suite.Training.Concat(_suite.UnseenTasks).Concat(_suite.UnseenFamilies).Select(task => task.Id).ToList();
        Assert.Equal(479 + 80 + 24, ids.Distinct().Count());
    }

    [Fact]
    public void Every_trained_operation_is_trained_in_its_plain_form()
    {
        var unseen = _suite.UnseenFamilies.Select(task => task.Family).ToHashSet();
        var plain = _suite.Training.Where(task => task.Format == AnswerFormat.Plain).Select(task => task.Family).ToHashSet();
        Assert.Equal(_suite.Operations.Select(operation => operation.Name).Where(name => !unseen.Contains(name)).Order(), plain.Order());
    }

    [Fact]
    public void Unseen_tasks_are_of_trained_families_and_never_plain()
    {
        var trained = _suite.Training.Select(task => task.Family).ToHashSet();
        Assert.All(_suite.UnseenTasks, task => Assert.Contains(task.Family, trained));
        Assert.All(_suite.UnseenTasks, task => Assert.NotEqual(AnswerFormat.Plain, task.Format));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12345)]
    public void Unseen_families_are_pairs_whose_parts_are_trained_in_at_least_four_other_pairs(int seed)
    {
        var suite = TaskSuite.Nano(seed);
        var trained = suite.Training.Where(task => task.Second is not null).Select(task => task.Operation).Distinct().ToList();
        Assert.All(suite.UnseenFamilies, task =>
        {
            Assert.DoesNotContain(task.Operation, trained);
            Assert.True(trained.Count(pair => pair.First == task.First) >= 4);
            Assert.True(trained.Count(pair => pair.Second == task.Second) >= 4);
        });
    }

    [Fact]
    public void The_same_seed_gives_the_same_split()
    {
        var again = TaskSuite.Nano(0);
        Assert.Equal(Ids(_suite.Training), Ids(again.Training));
        Assert.Equal(Ids(_suite.UnseenTasks), Ids(again.UnseenTasks));
        Assert.Equal(Ids(_suite.UnseenFamilies), Ids(again.UnseenFamilies));
    }

    [Fact]
    public void The_split_of_seed_0_stays_what_it_was_when_models_were_trained_on_it() =>
        Assert.Equal(9048450411545532757UL, StableHash.Of(string.Join(' ', Ids(_suite.Training).Concat(Ids(_suite.UnseenTasks)).Concat(Ids(_suite.UnseenFamilies)))));

    [Fact]
    public void Another_seed_gives_another_split() =>
        Assert.NotEqual(Ids(_suite.Training), Ids(TaskSuite.Nano(1).Training));

    [Fact]
    public void A_task_is_found_by_its_id()
    {
        var task = _suite.Find("word.reverse+upper/brackets");
        Assert.Equal("[ENOTS]", task.Answer("stone"));
        Assert.Equal(new TaskCode("word.reverse", "word.upper", "format.brackets"), task.Code);
        Assert.Equal(TaskCode.None, _suite.Find("word.reverse/plain").Code.Second);
    }

    [Fact]
    public void An_unknown_id_is_refused_with_an_example_of_a_good_one()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => _suite.Find("word.backwards"));
        Assert.Equal("No task 'word.backwards' in the nano suite. An id is operation/format, for instance 'word.reverse/plain'.", error.Message);
    }

    [Fact]
    public void Every_tag_of_every_code_is_listed_once()
    {
        Assert.Equal(61 + 1 + 12, _suite.Tags.Distinct().Count());
        Assert.All(
            _suite.AllTasks.SelectMany(task => new[] { task.Code.First, task.Code.Second, task.Code.Format }).Distinct(),
            tag => Assert.Contains(tag, _suite.Tags));
    }

    private static string[] Ids(IEnumerable<TaskDefinition> tasks) => [.. tasks.Select(task => task.Id)];
}
