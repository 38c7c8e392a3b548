namespace T2L.Training.Running;

/// <summary>Normally distributed numbers out of the framework's generator.</summary>
internal static class NormalDraw
{
    /// <summary>Mean 0 and deviation 1, by Box and Muller; the second number of the pair is not kept.</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
