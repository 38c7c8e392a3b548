namespace T2L.Training.Running;

/// <summary>The best measurement of a run, and how many have passed since without a better one.</summary>
/// <param name="Step">Steps done when it was taken; -1 before the first.</param>
/// <param name="Value">Its criterion.</param>
/// <param name="Misses">Measurements since.</param>
/// <param name="Measured">Steps done when the last measurement was taken; 0 before the first.</param>
internal sealed record BestSoFar(int Step, double Value, int Misses, int Measured = 0)
{
    public static BestSoFar None { get; } = new(-1, 0, 0);

    public BestSoFar After(int step, double value) =>
        Step < 0 || value > Value ? new(step, value, 0, step) : this with { Misses = Misses + 1, Measured = step };
}
