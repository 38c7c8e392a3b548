namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l svf train --method evolution</c>: no gradients, only answers.</summary>
public sealed record SvfEvolutionOptions : SvfTrainingOptions
{
    /// <summary>The recipe's own defaults.</summary>
    public SvfEvolutionOptions() =>
        (Steps, TasksAtOnce, LearningRate, Schedule, ClipNorm, MeasureEvery) = (400, 4, 0.1, SvfSchedule.Linear, 0, 20);

    /// <summary>Pairs of candidates of each task in a step: p + σε and p - σε. Default 16.</summary>
    public int Pairs { get; init; } = 16;

    /// <summary>σ, how far candidates lie from p. Default 0.2.</summary>
    public double Deviation { get; init; } = 0.2;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        var check = new SettingChecks("the experts");
        check.Between(Pairs, 1, 10_000);
        check.Between(Deviation, 1e-6, 100);
    }
}
