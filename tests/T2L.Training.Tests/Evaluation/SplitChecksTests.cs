using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Evaluation;

public sealed class SplitChecksTests : IDisposable
{
    private static readonly TaskSuite Suite = TaskSuite.Nano(3);
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Refuses_a_hypernetwork_of_another_split()
    {
        var known = TaskSuite.Nano(0).Training.Select(task => task.Id).ToList();

        var refusal = Assert.Throws<ArgumentException>(() => SplitChecks.Hypernetwork(Suite, "models/x", known));

        Assert.Contains("'models/x'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("split of seed 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--seed", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(479)]
    public void Takes_one_of_this_split_whatever_its_size(int tasks) => SplitChecks.Hypernetwork(Suite, "x", Suite.Training.Take(tasks).Select(task => task.Id));

    [Fact]
    public void One_task_that_should_be_new_is_enough() =>
        Assert.Throws<ArgumentException>(() => SplitChecks.Hypernetwork(Suite, "x", [Suite.Training[0].Id, Suite.ValidationFamilies[^1].Id]));

    [Fact]
    public void Refuses_oracles_of_another_split()
    {
        new OracleIndex(Seed: 0, Rank: 8, [new("word.reverse/plain", "word.reverse.plain", 1)]).Write(_folder.Path);

        var refusal = Assert.Throws<ArgumentException>(() => new OracleShelf(_folder.Path, Suite));

        Assert.Contains("trained with seed 0, the split is that of seed 3", refusal.Message, StringComparison.Ordinal);
        Assert.True(new OracleShelf(_folder.Path, TaskSuite.Nano(0)).Has("word.reverse/plain"));
    }

    [Fact]
    public void A_multi_task_lora_is_refused_where_its_record_names_another_seed()
    {
        SplitChecks.MultiTask(Suite, _folder.Path);
        new RunRecord { Stage = "multi-task", Seed = 0, Steps = 1, TrainingTasks = 479, Summary = "x" }.Write(_folder.Path);

        Assert.Throws<ArgumentException>(() => SplitChecks.MultiTask(Suite, _folder.Path));
        SplitChecks.MultiTask(TaskSuite.Nano(0), _folder.Path);
    }

    [Theory]
    [InlineData("instructions", "0.3")]
    [InlineData("without_unseen", "true")]
    [InlineData("training_tasks", "64")]
    public void A_base_whose_diet_went_by_another_split_is_refused(string setting, string value)
    {
        var run = RecipeRun.Of("lm", new LanguageModelOptions { Output = "" }, 0, 1, 1644, new(1, 1, null));
        run.Write(_folder.Path);
        SplitChecks.Base(Suite, _folder.Path);
        run.Settings[setting] = JsonNode.Parse(value);
        run.Write(_folder.Path);

        var refusal = Assert.Throws<ArgumentException>(() => SplitChecks.Base(Suite, _folder.Path));

        Assert.Contains($"'{setting}' and seed 0, the split is that of seed 3", refusal.Message, StringComparison.Ordinal);
        SplitChecks.Base(TaskSuite.Nano(0), _folder.Path);
    }
}
