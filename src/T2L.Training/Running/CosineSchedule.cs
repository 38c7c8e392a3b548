namespace T2L.Training.Running;

/// <summary>Learning rate that rises linearly to its peak, then falls to nothing along half a cosine.</summary>
/// <param name="Peak">Highest learning rate, reached after the warm-up.</param>
/// <param name="WarmupSteps">Steps of the rise.</param>
/// <param name="Steps">Steps in all.</param>
internal sealed record CosineSchedule(double Peak, int WarmupSteps, int Steps) : ISchedule
{
    /// <inheritdoc/>
    public double At(int step)
    {
        if (step < WarmupSteps)
            return Peak * (step + 1) / WarmupSteps;
        var done = (double)(step - WarmupSteps) / Math.Max(1, Steps - WarmupSteps);
        return Peak * (1 + Math.Cos(Math.PI * Math.Min(1, done))) / 2;
    }
}
