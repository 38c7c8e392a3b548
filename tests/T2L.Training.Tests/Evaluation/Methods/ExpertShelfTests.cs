using T2L.Adapters.Svf;
using T2L.Training.Data;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using T2L.Training.Tests.Svf;

namespace T2L.Training.Tests.Evaluation.Methods;

public sealed class ExpertShelfTests : IDisposable
{
    private static readonly string[] Tasks = ["word.reverse/plain", "word.upper/plain", "number.double/plain"];
    private readonly TinyGatedBase _base = new("mlp");

    [Fact]
    public void The_controls_are_other_experts_and_the_same_numbers_in_another_order()
    {
        Train();
        var shelf = new ExpertShelf(_base.File("experts"), TaskSuite.Nano(0));

        foreach (var task in Tasks)
        {
            var (own, shuffled) = (shelf.Of(task), shelf.Shuffled(task, draw: 0));
            Assert.All(Enumerable.Range(0, 8), draw => Assert.Contains(shelf.OfAnother(task, draw).Manifest.Label, Tasks.Except([task])));
            Assert.All(own.Vectors, vector => Assert.Equal(vector.Value.ToFloats().Order(), shuffled.Vectors[vector.Key].ToFloats().Order()));
            Assert.NotEqual(Numbers(own), Numbers(shuffled));
            Assert.Equal(Numbers(shuffled), Numbers(shelf.Shuffled(task, draw: 0)));
        }
    }

    [Fact]
    public void Experts_of_another_split_are_refused()
    {
        Train();

        var refusal = Assert.Throws<ArgumentException>(() => new ExpertShelf(_base.File("experts"), TaskSuite.Nano(1)));

        Assert.Contains("The experts in", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Give --seed 0", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _base.Dispose();

    private static float[] Numbers(SvfExpert expert) => [.. expert.Vectors.Values.SelectMany(vector => vector.ToFloats())];

    private void Train() => SvfSupervisedRecipe.Run(new ChosenNanoTasks(TaskSuite.Nano(0), Tasks), new SvfSupervisedOptions
    {
        BaseModel = _base.Folder, Decomposition = _base.Decomposition, Output = _base.File("experts"), Steps = 1, ExamplesPerTask = 2, ValidationExamples = 2, TestExamples = 2, Workers = 1,
    });
}
