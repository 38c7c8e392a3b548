using T2L.Training.Bundles;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Bundles;

public sealed class ShippedAdaptersTests
{
    private static readonly TaskSuite Suite = TaskSuite.Nano(0);

    [Fact]
    public void As_many_families_as_there_are_places_and_every_kind_of_input()
    {
        var chosen = ShippedAdapters.Of(Suite, Oracles(Suite.Training)).Select(entry => Suite.Find(entry.Task)).ToList();

        Assert.Equal(ShippedAdapters.Count, chosen.Count);
        Assert.Equal(chosen.Count, chosen.Select(task => task.Family).Distinct().Count());
        var kinds = chosen.CountBy(task => task.Kind).ToDictionary();
        Assert.Equal(Enum.GetValues<InputKind>().Length, kinds.Count);
        Assert.All(kinds, kind => Assert.InRange(kind.Value, 3, 6));
    }

    [Fact]
    public void The_first_task_of_a_family_in_training_order_is_taken()
    {
        var chosen = ShippedAdapters.Of(Suite, Oracles(Suite.Training)).Select(entry => Suite.Find(entry.Task));

        Assert.All(chosen, task => Assert.Same(Suite.Training.First(other => other.Family == task.Family), task));
    }

    [Fact]
    public void Only_trained_ones_are_taken()
    {
        var trained = Suite.Training.Take(5).ToList();

        var chosen = ShippedAdapters.Of(Suite, Oracles(trained));

        Assert.NotEmpty(chosen);
        Assert.All(chosen, entry => Assert.Contains(trained, task => task.Id == entry.Task));
    }

    private static OracleIndex Oracles(IEnumerable<TaskDefinition> tasks) => new(0, 8, [.. tasks.Select(task => new OracleEntry(task.Id, task.Id.Replace('/', '.'), 1))]);
}
