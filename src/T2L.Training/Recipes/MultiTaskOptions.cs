using T2L.Adapters.Lora;

namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train multi-task</c>: one LoRA for all training tasks. The defaults are the recipe of the nano world.</summary>
public sealed record MultiTaskOptions : IRecipeOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Name of the base model in the adapter. Default: the base model's folder name.</summary>
    public string? BaseModelName { get; init; }

    /// <summary>Folder that receives the LoRA, as PEFT stores one. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Seed of the first A, of task split and of data order. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps. Default 4000: one adapter for all tasks has learnt what it can long before a hypernetwork has.</summary>
    public int Steps { get; init; } = 4000;

    /// <summary>Tasks a step, shared by the workers. Default 32.</summary>
    public int TasksPerStep { get; init; } = 32;

    /// <summary>Examples of each task in a step. Default 4.</summary>
    public int ExamplesPerTask { get; init; } = 4;

    /// <summary>Parts that the tasks of a step are cut into, each with a loss and a noise of its own; more of them take less memory. Default: one for each worker.</summary>
    public int? SharesPerStep { get; init; }

    /// <summary>Highest learning rate of AdamW. Default 2e-3.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Share of the steps in which the learning rate rises. Default 0.025.</summary>
    public double WarmupFraction { get; init; } = 0.025;

    /// <summary>Share of the peak that the learning rate falls to. Default 0.02.</summary>
    public double FinalFraction { get; init; } = 0.02;

    /// <summary>Weight decay of A and B. Default 0.1.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Largest norm of the gradient. Default 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Rank. Default 8; alpha is twice that, with rsLoRA.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Adapted modules. Default <c>q_proj</c> and <c>v_proj</c>.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = ["q_proj", "v_proj"];

    /// <summary>Label smoothing ε. Default 0; official 0.1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Noise on the base's embeddings, NEFTune's α. Default 0; official 5.</summary>
    public double NeftuneAlpha { get; init; }

    /// <summary>Dropout in front of A. Default 0; official 0.05.</summary>
    public double LoraDropout { get; init; }

    /// <summary>Steps between measurements of exact match. Default 500.</summary>
    public int MeasureEvery { get; init; } = 500;

    /// <summary>Measurements in a row without a better one before the run ends early, with the best weights. Default 0: it runs to its end.</summary>
    public int Patience { get; init; }

    /// <summary>Where the base computes: <c>cpu</c> (default), <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Number format of the base: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>. The LoRA is float32.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Worker threads, one a core; on a GPU there is one. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("the multi-task LoRA");
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksPerStep, 1, 100_000);
        check.Between(ExamplesPerTask, 1, 10_000);
        check.Between(SharesPerStep ?? 1, 1, 100_000, nameof(SharesPerStep));
        check.Between(LearningRate, 0, 1);
        check.Between(WarmupFraction, 0, 1);
        check.Between(FinalFraction, 0, 1);
        check.Between(WeightDecay, 0, 1);
        check.Between(ClipNorm, 1e-6, 1e12);
        check.Between(Rank, 1, LoraConfig.MaxRank);
        check.Require(TargetModules.Count > 0, "target_modules is empty; expected names such as q_proj.");
        check.Between(LabelSmoothing, 0, 0.99);
        check.Between(NeftuneAlpha, 0, 1000);
        check.Between(LoraDropout, 0, 0.99);
        check.EarlyEnd(MeasureEvery, Patience);
        check.Between(Workers, 1, 1024);
    }
}
