using T2L.Adapters.Svf;

namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l svf train-text</c>: a hypernetwork that writes SVF experts. The defaults are a recipe for the nano world.</summary>
public sealed record SvfTextOptions : IRecipeOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Its decomposition. Required.</summary>
    public required string Decomposition { get; init; }

    /// <summary>Text encoder directory. Required.</summary>
    public required string Encoder { get; init; }

    /// <summary>Folder that receives the finished hypernetwork. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Gated modules. Default <c>gate_proj</c>, <c>up_proj</c> and <c>down_proj</c>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = SvfTargets.Mlp;

    /// <summary>Latent size, the width of the trunk. Default 128.</summary>
    public int LatentSize { get; init; } = 128;

    /// <summary>Width in front of the heads. Default 256.</summary>
    public int HeadInputSize { get; init; } = 256;

    /// <summary>Steps of p for one step of a head's output. Default 12.</summary>
    public double Gain { get; init; } = 12;

    /// <summary>Seed of initialisation, data order and task split. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps. Default 5000.</summary>
    public int Steps { get; init; } = 5000;

    /// <summary>Tasks a step, shared by the workers. Default 32.</summary>
    public int TasksPerStep { get; init; } = 32;

    /// <summary>Examples of each task in a step; they share one description and so one expert. Default 4.</summary>
    public int ExamplesPerTask { get; init; } = 4;

    /// <summary>Training wordings embedded for each task. Default 512.</summary>
    public int DescriptionsPerTask { get; init; } = 512;

    /// <summary>Highest learning rate. Default 2e-3.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Share of the steps in which the learning rate rises. Default 0.025.</summary>
    public double WarmupFraction { get; init; } = 0.025;

    /// <summary>Share of the peak that the learning rate falls to. Default 0.02.</summary>
    public double FinalFraction { get; init; } = 0.02;

    /// <summary>Parts that the tasks of a step are cut into, each with a loss and a noise of its own. Default: one for each worker.</summary>
    public int? SharesPerStep { get; init; }

    /// <summary>Largest norm of the gradient. Default 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between measurements of exact match. Default 500.</summary>
    public int MeasureEvery { get; init; } = 500;

    /// <summary>Measurements in a row without a better one before the run ends early, with the best weights. Default 0: it runs to its end.</summary>
    public int Patience { get; init; }

    /// <summary>Weight decay of matrices. Default 0.1.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>AdamW's β₂. Default 0.98.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Norm of the Gaussian noise on the unit-length embedding; stands in for wordings never met. Default 0.5.</summary>
    public double EmbeddingNoise { get; init; } = 0.5;

    /// <summary>Where the base computes: <c>cpu</c> (default), <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Number format of the base: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>. The hypernetwork is float32.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Worker threads, one a core; on a GPU there is one. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("the hypernetwork of experts");
        check.Between(LatentSize, 4, 65_536);
        check.Between(HeadInputSize, 2, 65_536);
        check.Between(Gain, 1e-6, 1e6);
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksPerStep, 1, 100_000);
        check.Between(ExamplesPerTask, 1, 10_000);
        check.Between(DescriptionsPerTask, 1, 100_000);
        check.Between(LearningRate, 0, 1);
        check.Between(WarmupFraction, 0, 1);
        check.Between(FinalFraction, 0, 1);
        check.Between(SharesPerStep ?? 1, 1, 100_000, nameof(SharesPerStep));
        check.Between(ClipNorm, 1e-6, 1e12);
        check.EarlyEnd(MeasureEvery, Patience);
        check.Between(WeightDecay, 0, 1);
        check.Between(Beta2, 0, 0.999999);
        check.Between(EmbeddingNoise, 0, 100);
        check.Between(Workers, 1, 1024);
        SvfInputs.CheckTargets(check, Targets);
    }
}
