using T2L.Training.Cards;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Cards;

public sealed class AdapterCardTests
{
    private static readonly TaskSuite Suite = TaskSuite.Nano(0);

    [Theory]
    [InlineData(InputKind.Word, "99.0 % of 16 inputs kept out of training, in float32")]
    [InlineData(InputKind.Noun, "99.0 % of 16 inputs, words that training meets too, in float32")]
    public void Only_inputs_that_were_kept_out_of_training_are_called_so(InputKind kind, string expected)
    {
        var task = Suite.Training.First(task => task.Kind == kind);
        var entry = new OracleEntry(task.Id, "folder", 0.99);

        var card = AdapterCard.Of(task, entry, new OracleIndex(0, 8, [entry]), new RunRecord { Stage = "oracle", Seed = 0, Steps = 120, TrainingTasks = 479, Summary = "" });

        Assert.Contains(("exact match", expected), card.Facts);
    }
}
