using T2L.Models;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Data;

public sealed class NanoSourceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Refuses_to_learn_no_task_at_all(int tasks) =>
        Assert.StartsWith($"The number of training tasks is {tasks}; expected at least 1.", Assert.Throws<ArgumentException>(() => new NanoSource(TaskSuite.Nano(0), tasks)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_looked_at_along_the_way_is_never_a_task_that_results_are_reported_on()
    {
        var suite = TaskSuite.Nano(0);
        using var model = LanguageModel.Load(Path.Combine(Repository.Root, "models", "nano", "base"));

        var set = new NanoSource(suite).Open(model);

        Assert.Equal(["validation_task", "seen_unseen_wording", "validation_family"], set.Measures.Select(measure => measure.Name));
        var reported = suite.UnseenTasks.Concat(suite.UnseenFamilies).Select(task => task.Id).ToHashSet();
        Assert.DoesNotContain(set.Training.Concat(set.Measures.SelectMany(measure => measure.Tasks)), task => reported.Contains(task.Id));
        Assert.Equal(40 + 12, set.Measures.Where(measure => measure.Name != "seen_unseen_wording").Sum(measure => measure.Tasks.Count));
    }
}
