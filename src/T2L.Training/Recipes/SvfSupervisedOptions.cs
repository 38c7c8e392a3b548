namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l svf train --method supervised</c>: next-token loss on right answers.</summary>
public sealed record SvfSupervisedOptions : SvfTrainingOptions
{
    /// <summary>The recipe's own defaults.</summary>
    public SvfSupervisedOptions() =>
        (Steps, LearningRate, Schedule, ClipNorm, MeasureEvery) = (200, 0.2, SvfSchedule.Linear, 1, 50);

    /// <summary>Label smoothing ε. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        new SettingChecks("the experts").Between(LabelSmoothing, 0, 0.99);
    }
}
