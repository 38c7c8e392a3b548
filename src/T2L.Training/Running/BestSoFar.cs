namespace T2L.Training.Running;

/// <summary>The best measurement of a run, and how many have passed since without a better one.</summary>
/// <param name="Step">Steps done when it was taken; -1 before the first.</param>
/// <param name="Value">Its criterion.</param>
/// <param name="Misses">Measurements since.</param>
internal sealed record BestSoFar(int Step, double Value, int Misses)
{
    public static BestSoFar None { get; } = new(-1, 0, 0);

    public BestSoFar After(int step, double value) => Step < 0 || value > Value ? new(step, value, 0) : this with { Misses = Misses + 1 };
}
