using T2L.Training.Recipes;

namespace T2L.Training.Tests.Recipes;

public sealed class NanoWorldOptionsTests
{
    private static readonly NanoWorldOptions Usual = new() { Output = "/t/out" };

    public static TheoryData<NanoWorldOptions> Mixed =>
    [
        Usual with { Work = "/t/out" },
        Usual with { Work = "/t/x/../out/" },
        Usual with { Work = "/t/out/work" },
        Usual with { Work = "/t" },
        Usual with { Work = "/t/work", Adapters = "/t/work/oracles" },
        Usual with { Work = "/t/adapters", Adapters = "/t/adapters" },
    ];

    [Theory]
    [MemberData(nameof(Mixed))]
    public void What_is_shipped_does_not_lie_among_what_is_trained(NanoWorldOptions options) =>
        Assert.Contains("Name folders apart", Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void Neighbours_are_apart()
    {
        Usual.Validate();
        (Usual with { Work = "/t/out2", Adapters = "/t/out/adapters" }).Validate();
    }

    [Fact]
    public void One_task_alone_has_no_deviation() =>
        Assert.Contains("TrainingTasks of the nano world is 1; expected 2 to", Assert.Throws<ArgumentException>((Usual with { TrainingTasks = 1 }).Validate).Message, StringComparison.Ordinal);
}
