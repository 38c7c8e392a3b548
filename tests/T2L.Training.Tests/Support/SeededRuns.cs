namespace T2L.Training.Tests.Support;

/// <summary>
/// Recipes seed torch's generator and draw their first weights from it. A process has one, so what compares two runs runs while no other test draws.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SeededRuns
{
    public const string Name = "Seeded runs";
}
