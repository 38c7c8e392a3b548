namespace T2L.Training.Running;

/// <summary>Learning rate that rises linearly to its peak, then falls linearly to a fraction of it.</summary>
/// <param name="Peak">Highest learning rate, reached after the warm-up.</param>
/// <param name="WarmupSteps">Steps of the rise.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="FinalFraction">What is left of the peak at the last step, 0 to 1.</param>
internal sealed record LinearSchedule(double Peak, int WarmupSteps, int Steps, double FinalFraction = 0.02) : ISchedule
{
    /// <summary>Learning rate of a step, counted from 0.</summary>
    public double At(int step)
    {
        if (step < WarmupSteps)
            return Peak * (step + 1) / WarmupSteps;
        var done = (double)(step - WarmupSteps) / Math.Max(1, Steps - WarmupSteps);
        return Peak * (1 - (1 - FinalFraction) * Math.Min(1, done));
    }
}
