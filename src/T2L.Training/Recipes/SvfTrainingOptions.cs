using T2L.Adapters.Svf;

namespace T2L.Training.Recipes;

/// <summary>How a learning rate goes over a run.</summary>
public enum SvfSchedule
{
    /// <summary>The same for all steps, as in Transformer²'s code.</summary>
    Constant,

    /// <summary>Falls in a line to nothing.</summary>
    Linear,

    /// <summary>Falls along half a cosine to nothing, as in Transformer²'s paper.</summary>
    Cosine,
}

/// <summary>Settings that all ways to train SVF experts share: <c>t2l svf train</c>. The defaults are recipes for the nano world.</summary>
public abstract record SvfTrainingOptions : IRecipeOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Its decomposition. Required.</summary>
    public required string Decomposition { get; init; }

    /// <summary>Folder that receives a folder for each expert, and <c>experts.json</c>. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoints and logs. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Experts to begin with: a file for all tasks, or a folder with <c>experts.json</c> that has one for each. Default: none, so numbers near "change nothing".</summary>
    public string? From { get; init; }

    /// <summary>Gated modules. Default <c>gate_proj</c>, <c>up_proj</c> and <c>down_proj</c>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = SvfTargets.Mlp;

    /// <summary>Seed of first numbers, data and samples. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps of each expert. Default: the recipe's.</summary>
    public int Steps { get; init; }

    /// <summary>Experts trained in one batch; the base computes for all of them at once. Default 16.</summary>
    public int TasksAtOnce { get; init; } = 16;

    /// <summary>Different examples of each task in a step. Default 8.</summary>
    public int ExamplesPerTask { get; init; } = 8;

    /// <summary>
    /// Rows of all experts together that go through the base at once, at least one an expert: a step's rows beyond that are taken in shares, whose
    /// gradients are added up. Default 1,024, which is all of nano's; a few where answers are long.
    /// </summary>
    public int RowsAtOnce { get; init; } = 1024;

    /// <summary>Tokens of an answer that is sampled, or produced to be checked, at most. Default 40.</summary>
    public int MaxTokens { get; init; } = 40;

    /// <summary>Highest learning rate of Adam. Default: the recipe's.</summary>
    public double LearningRate { get; init; }

    /// <summary>Steps in which the learning rate rises. Default 0.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>What the learning rate does then. Default: the recipe's.</summary>
    public SvfSchedule Schedule { get; init; }

    /// <summary>Largest norm of an expert's gradient; 0 for any. Default: the recipe's.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Mean of the first numbers. Default 0.1.</summary>
    public double InitialMean { get; init; } = 0.1;

    /// <summary>Their deviation. Default 0.01, as in the code; the paper prints a variance of 1e-3.</summary>
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>Steps between measurements on validation examples; each expert keeps the numbers that did best. Default: the recipe's.</summary>
    public int MeasureEvery { get; init; }

    /// <summary>Measurements in a row in which no expert gets better before its group ends early; 0 for no early end. Default 0.</summary>
    public int Patience { get; init; }

    /// <summary>Validation examples of each task, drawn from the training part by a seed of their own. Default 32.</summary>
    public int ValidationExamples { get; init; } = 32;

    /// <summary>Examples of each task, kept out of training, for the final figure. Default 64.</summary>
    public int TestExamples { get; init; } = 64;

    /// <summary>Where the base computes: <c>cpu</c> (default), <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Number format of the base: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>. Experts are float32.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Groups of experts trained at the same time, each on one core; on a GPU there is one. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public virtual void Validate()
    {
        var check = new SettingChecks("the experts");
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksAtOnce, 1, 10_000);
        check.Between(ExamplesPerTask, 1, 10_000);
        check.Between(RowsAtOnce, 1, 1_000_000);
        check.Between(MaxTokens, 1, 100_000);
        check.Between(LearningRate, 0, 10);
        check.Between(WarmupSteps, 0, 10_000_000);
        check.Between(ClipNorm, 0, 1e9);
        check.Between(InitialMean, -20, 20);
        check.Between(InitialDeviation, 0, 20);
        check.EarlyEnd(MeasureEvery, Patience);
        check.Between(ValidationExamples, 1, 10_000);
        check.Between(TestExamples, 1, 10_000);
        check.Between(Workers, 1, 1024);
        SvfInputs.CheckTargets(check, Targets);
    }

    /// <summary>In how many shares the rows of some experts are taken, as many rows of each in a share.</summary>
    /// <param name="experts">Experts of the batch.</param>
    /// <param name="rowsEach">Rows of each.</param>
    internal int SharesOf(int experts, int rowsEach)
    {
        var rows = Math.Max(1, RowsAtOnce / experts);
        return (rowsEach + rows - 1) / rows;
    }
}
