using T2L.Svf.Decomposition;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Recipes;

/// <summary>On the bundled base, whose skills are there and only have to be called: each way to train teaches a task.</summary>
[Trait("Category", "Slow")]
public sealed class SvfLearningTests : IDisposable
{
    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Right_answers_teach_a_task_and_rewards_and_search_go_on_from_there()
    {
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = _folder.File("svd") });
        var source = new ChosenNanoTasks(TaskSuite.Nano(0), ["word.reverse/plain", "word.upper/brackets"]);

        var begun = SvfSupervisedRecipe.Run(source, new SvfSupervisedOptions { BaseModel = Base, Decomposition = _folder.File("svd"), Output = _folder.File("begun"), Steps = 15 });
        var taught = SvfSupervisedRecipe.Run(source, new SvfSupervisedOptions { BaseModel = Base, Decomposition = _folder.File("svd"), Output = _folder.File("taught"), Steps = 80 });
        var rewarded = SvfReinforceRecipe.Run(source, new SvfReinforceOptions
        {
            BaseModel = Base, Decomposition = _folder.File("svd"), Output = _folder.File("rewarded"), From = _folder.File("begun"), SupervisedSteps = 0, Steps = 40,
        });
        var searched = SvfEvolutionRecipe.Run(source, new SvfEvolutionOptions
        {
            BaseModel = Base, Decomposition = _folder.File("svd"), Output = _folder.File("searched"), From = _folder.File("begun"), Steps = 60,
        });

        Assert.True(taught.ExactMatch >= 0.85, $"supervised: {taught}");
        Assert.True(rewarded.ExactMatch >= begun.ExactMatch, $"begun with {begun}; rewarded: {rewarded}");
        Assert.True(searched.ExactMatch >= begun.ExactMatch, $"begun with {begun}; searched: {searched}");
    }

    public void Dispose() => _folder.Dispose();
}
