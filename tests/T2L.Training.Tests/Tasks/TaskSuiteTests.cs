using T2L.Training.Tasks;

namespace T2L.Training.Tests.Tasks;

public sealed class TaskSuiteTests
{
    private readonly TaskSuite _suite = TaskSuite.Nano(0);

    [Fact]
    public void Has_137_operations_in_12_formats()
    {
        Assert.Equal(137, _suite.Operations.Select(operation => operation.Name).Distinct().Count());
        Assert.Equal(73, _suite.Operations.Count(operation => operation.Second is null));
        Assert.Equal(12, _suite.Formats.Select(format => format.Apply("x")).Distinct().Count());
        Assert.Equal(137 * 12, _suite.AllTasks.Select(task => task.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(InputKind.Word, 24)]
    [InlineData(InputKind.WordList, 10)]
    [InlineData(InputKind.Number, 10)]
    [InlineData(InputKind.Date, 8)]
    [InlineData(InputKind.Time, 4)]
    [InlineData(InputKind.Record, 5)]
    [InlineData(InputKind.Noun, 4)]
    [InlineData(InputKind.Measure, 4)]
    [InlineData(InputKind.NumberPair, 4)]
    public void Has_so_many_primitives_of_each_kind(InputKind kind, int count) =>
        Assert.Equal(count, _suite.Operations.Count(operation => operation.Kind == kind && operation.Second is null));

    [Fact]
    public void The_split_of_seed_0_stays_what_it_was_when_models_were_trained_on_it() =>
        Assert.Equal(10076989421962120802UL, StableHash.Of(string.Join(' ', new[] { _suite.Training, _suite.ValidationTasks, _suite.ValidationFamilies, _suite.UnseenTasks, _suite.UnseenFamilies }
            .SelectMany(part => part).Select(task => task.Id))));

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
        Assert.Equal(73 + 1 + 12, _suite.Tags.Distinct().Count());
        Assert.All(
            _suite.AllTasks.SelectMany(task => new[] { task.Code.First, task.Code.Second, task.Code.Format }).Distinct(),
            tag => Assert.Contains(tag, _suite.Tags));
    }
}
