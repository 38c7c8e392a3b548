using T2L.Testing;
using T2L.Training.Recipes;
using T2L.Training.Running;

namespace T2L.Training.Tests.Recipes;

/// <summary>Finished parts are taken as they are; those that belong to another world are refused before anything is trained.</summary>
public sealed class NanoWorldChecksTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_part_of_another_seed_is_refused() => Refused("base", seed: 1, tasks: 1644, "was trained with seed 1, not 0");

    [Fact]
    public void A_part_of_other_tasks_is_refused() => Refused("hypernetwork-M", seed: 0, tasks: 16, "was trained on 16 tasks, not 479");

    [Fact]
    public void An_encoder_that_met_other_descriptions_is_refused()
    {
        File.WriteAllText(_folder.File("d.jsonl"), """
            {"task": "a", "descriptions": ["Say a.", "Write a.", "Give a.", "Name a.", "Read a.", "Tell a.", "Want a.", "Take a."]}
            {"task": "b", "descriptions": ["Say b.", "Write b.", "Give b.", "Name b.", "Read b.", "Tell b.", "Want b.", "Take b."]}
            """);

        Refused("encoder", seed: 0, tasks: 479, "no descriptions but the suite's", _folder.File("d.jsonl"));
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(string part, int seed, int tasks, string why, string? descriptions = null)
    {
        new RunRecord { Stage = "", Seed = seed, Steps = 1, TrainingTasks = tasks, Summary = "" }.Write(_folder.File($"work/{part}"));

        var error = Assert.Throws<ArgumentException>(() => NanoWorldRecipe.Run(new NanoWorldOptions { Output = _folder.File("out"), Work = _folder.File("work"), Descriptions = descriptions }));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }
}
