namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train sft</c>. The defaults are the recipe of the bundled nano hypernetwork.</summary>
public sealed record SftOptions : IRecipeOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Text encoder directory. Required.</summary>
    public required string Encoder { get; init; }

    /// <summary>Folder that receives the finished hypernetwork. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Kind and sizes of the hypernetwork.</summary>
    public HypernetworkOptions Hypernetwork { get; init; } = new();

    /// <summary>Seed of initialisation, data order and task split. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps. Default 10000.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>Tasks a step, shared by the workers. Default 32.</summary>
    public int TasksPerStep { get; init; } = 32;

    /// <summary>Examples of each task in a step; they share one description and so one LoRA. Default 4.</summary>
    public int ExamplesPerTask { get; init; } = 4;

    /// <summary>Training wordings embedded for each task. Default 512; official 128.</summary>
    public int DescriptionsPerTask { get; init; } = 512;

    /// <summary>Share of the wordings that get typing errors. Default 0: an encoder that met them is enough.</summary>
    public double TypingErrors { get; init; }

    /// <summary>Highest learning rate. Default 2e-3.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Share of the steps in which the learning rate rises. Default 0.025.</summary>
    public double WarmupFraction { get; init; } = 0.025;

    /// <summary>Share of the peak that the learning rate falls to. Default 0.02.</summary>
    public double FinalFraction { get; init; } = 0.02;

    /// <summary>Parts that the tasks of a step are cut into, each with a loss and a noise of its own; more of them take less memory. Default: one for each worker.</summary>
    public int? SharesPerStep { get; init; }

    /// <summary>Largest norm of the gradient. Default 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Label smoothing ε. Default 0; official 0.1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Noise on the base's embeddings, NEFTune's α. Default 0; official 5.</summary>
    public double NeftuneAlpha { get; init; }

    /// <summary>Dropout in front of the generated A. Default 0; official 0.05.</summary>
    public double LoraDropout { get; init; }

    /// <summary>Steps between measurements of exact match. Default 500.</summary>
    public int MeasureEvery { get; init; } = 500;

    /// <summary>Measurements in a row without a better one before the run ends early, with the best weights. Default 0: it runs to its end.</summary>
    public int Patience { get; init; }

    /// <summary>Where the base computes: <c>cpu</c> (default), <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Number format of the base: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>. The hypernetwork is float32.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Weight decay of matrices. Default 0.1.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Whether norms and biases decay too, as officially. Default false.</summary>
    public bool DecayVectors { get; init; }

    /// <summary>AdamW's β₂. Default 0.98; official 0.999.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Norm of the Gaussian noise on the unit-length embedding; stands in for wordings never met. Default 0.5.</summary>
    public double EmbeddingNoise { get; init; } = 0.5;

    /// <summary>Weight of mean(A²) + mean(B²) of the generated matrices. Default 1e-3.</summary>
    public double GeneratedWeightPenalty { get; init; } = 1e-3;

    /// <summary>Worker threads, one a core; on a GPU there is one. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("supervised fine-tuning");
        Hypernetwork.Validate();
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksPerStep, 1, 100_000);
        check.Between(ExamplesPerTask, 1, 10_000);
        check.Between(DescriptionsPerTask, 1, 100_000);
        check.Between(TypingErrors, 0, 1);
        check.Between(LearningRate, 0, 1);
        check.Between(WarmupFraction, 0, 1);
        check.Between(FinalFraction, 0, 1);
        check.Between(SharesPerStep ?? 1, 1, 100_000, nameof(SharesPerStep));
        check.Between(ClipNorm, 1e-6, 1e12);
        check.Between(LabelSmoothing, 0, 0.99);
        check.Between(NeftuneAlpha, 0, 1000);
        check.Between(LoraDropout, 0, 0.99);
        check.EarlyEnd(MeasureEvery, Patience);
        check.Between(WeightDecay, 0, 1);
        check.Between(Beta2, 0, 0.999999);
        check.Between(EmbeddingNoise, 0, 100);
        check.Between(GeneratedWeightPenalty, 0, 1000);
        check.Between(Workers, 1, 1024);
    }
}
