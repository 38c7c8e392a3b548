using T2L.Svf.Policy;

namespace T2L.Training.Recipes;

/// <summary>What a reward is compared with.</summary>
public enum SvfBaseline
{
    /// <summary>Nothing: rewards as they are, as in Transformer²'s code.</summary>
    None,

    /// <summary>The mean reward of the samples of the same prompt.</summary>
    Prompt,

    /// <summary>The mean reward of all samples of the same task in the step.</summary>
    Task,
}

/// <summary>Settings of <c>t2l svf train --method reinforce</c>: right and wrong answers of the expert's own.</summary>
public sealed record SvfReinforceOptions : SvfTrainingOptions
{
    /// <summary>The recipe's own defaults.</summary>
    public SvfReinforceOptions() =>
        (Steps, LearningRate, Schedule, ClipNorm, MeasureEvery) = (200, 0.05, SvfSchedule.Linear, 1e-3, 10);

    /// <summary>Answers sampled for each example. Default 4; 1 where the temperature is 0. Officially 1.</summary>
    public int SamplesPerPrompt { get; init; } = 4;

    /// <summary>0 takes the likeliest token each time, as officially; above 0 samples. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Reward of a wrong answer; a right one has 1. Default -1; the paper's vision runs had -0.1.</summary>
    public double WrongReward { get; init; } = -1;

    /// <summary>What a reward is compared with. Default the task's mean.</summary>
    public SvfBaseline Baseline { get; init; } = SvfBaseline.Task;

    /// <summary>Whether rewards of a task's step are divided by their deviation, after their mean was taken off. Default false.</summary>
    public bool Normalize { get; init; }

    /// <summary>Rewards, shaped, are cut to within ± this; 0 for no cut. Default 0.</summary>
    public double RewardClip { get; init; }

    /// <summary>λ, the weight of the divergence from the base. Default 0, as in the code; 0.1 to 0.3 holds larger models.</summary>
    public double KlWeight { get; init; }

    /// <summary>Which divergence. Default that of the code.</summary>
    public KlDirection KlDirection { get; init; } = KlDirection.BaseToAdapted;

    /// <summary>Steps on right answers before the first reward, for a base that hardly ever earns one. Default 20; officially 0.</summary>
    public int SupervisedSteps { get; init; } = 20;

    /// <summary>Learning rate of these. Default 0.1.</summary>
    public double SupervisedLearningRate { get; init; } = 0.1;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        var check = new SettingChecks("the experts");
        check.Between(SamplesPerPrompt, 1, 1024);
        check.Between(Temperature, 0, 100);
        check.Require(Temperature > 0 || SamplesPerPrompt == 1, $"samples_per_prompt is {SamplesPerPrompt}, but at temperature 0 all samples are the same; expected 1.");
        check.Between(WrongReward, -1000, 1);
        check.Between(RewardClip, 0, 1e6);
        check.Between(KlWeight, 0, 1000);
        check.Between(SupervisedSteps, 0, 10_000_000);
        check.Between(SupervisedLearningRate, 0, 10);
    }
}
