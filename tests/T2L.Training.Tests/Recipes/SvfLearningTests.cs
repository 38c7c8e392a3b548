using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Recipes;

/// <summary>On the bundled base, whose skills are there and only have to be called: each way to train teaches a task.</summary>
[Trait("Category", "Slow")]
public sealed class SvfLearningTests(SvfLearningTests.Beginning beginning) : IClassFixture<SvfLearningTests.Beginning>
{
    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");
    private static readonly string Decomposition = Path.Combine(Repository.Root, "models", "nano", "svf");

    private static ChosenNanoTasks Tasks => new(TaskSuite.Nano(0), ["word.reverse/plain", "word.upper/brackets"]);

    [Fact]
    public void Right_answers_teach_tasks()
    {
        var taught = SvfSupervisedRecipe.Run(Tasks, Supervised(beginning.File("taught"), steps: 60));

        Assert.True(beginning.Experts.ExactMatch < 0.7, $"after 8 steps: {beginning.Experts}"); // else nothing is left to teach
        Assert.True(taught.ExactMatch >= 0.85, $"after 60 steps: {taught}");
    }

    [Fact]
    public void Rewards_go_on_where_right_answers_ended()
    {
        var rewarded = SvfReinforceRecipe.Run(Tasks, new SvfReinforceOptions
        {
            BaseModel = Base, Decomposition = Decomposition, Output = beginning.File("rewarded"), From = beginning.Folder, SupervisedSteps = 0, Steps = 30, LearningRate = 0.15,
        });

        Assert.True(rewarded.ExactMatch >= beginning.Experts.ExactMatch + 0.1, $"begun with {beginning.Experts}; rewarded: {rewarded}");
    }

    [Fact]
    public void Search_goes_on_where_right_answers_ended()
    {
        var found = SvfEvolutionRecipe.Run(Tasks, new SvfEvolutionOptions
        {
            BaseModel = Base, Decomposition = Decomposition, Output = beginning.File("found"), From = beginning.Folder, Steps = 60, Pairs = 8, MeasureEvery = 10,
        });

        Assert.True(found.ExactMatch >= beginning.Experts.ExactMatch + 0.04, $"begun with {beginning.Experts}; found: {found}");
    }

    private static SvfSupervisedOptions Supervised(string output, int steps) => new()
    {
        BaseModel = Base, Decomposition = Decomposition, Output = output, Steps = steps, MeasureEvery = 20,
    };

    /// <summary>Experts after a few supervised steps, which still have much to learn.</summary>
    public sealed class Beginning : IDisposable
    {
        private readonly TemporaryDirectory _folder = new();

        public Beginning() => Experts = SvfSupervisedRecipe.Run(Tasks, Supervised(Folder, steps: 8));

        public ExpertIndex Experts { get; }

        public string Folder => File("begun");

        public string File(string name) => _folder.File(name);

        public void Dispose() => _folder.Dispose();
    }
}
