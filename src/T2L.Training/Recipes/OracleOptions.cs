using T2L.Adapters.Lora;

namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train oracle</c>: one LoRA for each training task. The defaults are the recipe of the nano world.</summary>
public sealed record OracleOptions : IRecipeOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Folder that receives a PEFT folder for each task, and <c>oracles.json</c>. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoints and logs. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Name of the base model in adapters. Default: the base model's folder name.</summary>
    public string? BaseModelName { get; init; }

    /// <summary>Seed of the first A, of task split and of data order. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps of each LoRA. Default 120.</summary>
    public int Steps { get; init; } = 120;

    /// <summary>LoRAs trained in one batch; the base computes for all of them at once. Default 16.</summary>
    public int TasksAtOnce { get; init; } = 16;

    /// <summary>Examples of each task in a step. Default 8.</summary>
    public int ExamplesPerTask { get; init; } = 8;

    /// <summary>Highest learning rate of Adam. Default 5e-3.</summary>
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>Steps in which the learning rate rises. Default 20; official a tenth of all.</summary>
    public int WarmupSteps { get; init; } = 20;

    /// <summary>Weight decay of A and B. Default 0; official 1e-3.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether every answer token counts the same, as officially, and not every example. Default false.</summary>
    public bool TokenWeighted { get; init; }

    /// <summary>Rank. Default 8; alpha is twice that, with rsLoRA.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Adapted modules. Default <c>q_proj</c> and <c>v_proj</c>.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = ["q_proj", "v_proj"];

    /// <summary>Dropout in front of A. Default 0; official 0.05.</summary>
    public double LoraDropout { get; init; }

    /// <summary>Label smoothing ε. Default 0; official 0.1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Noise on the base's embeddings, NEFTune's α. Default 0; official 5.</summary>
    public double NeftuneAlpha { get; init; }

    /// <summary>Where the base computes: <c>cpu</c> (default), <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Number format of the base: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Groups of tasks trained at the same time, each on one core; on a GPU there is one. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("the LoRAs");
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksAtOnce, 1, 10_000);
        check.Between(ExamplesPerTask, 1, 10_000);
        check.Between(LearningRate, 0, 1);
        check.Between(WarmupSteps, 0, 10_000_000);
        check.Between(WeightDecay, 0, 1);
        check.Between(Rank, 1, LoraConfig.MaxRank);
        check.Require(TargetModules.Count > 0, "target_modules is empty; expected names such as q_proj.");
        check.Between(LoraDropout, 0, 0.99);
        check.Between(LabelSmoothing, 0, 0.99);
        check.Between(NeftuneAlpha, 0, 1000);
        check.Between(Workers, 1, 1024);
    }
}
