namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train reconstruction</c>. The defaults are the recipe of the nano world.</summary>
public sealed record ReconstructionOptions : IRecipeOptions
{
    /// <summary>Folder of trained LoRAs with their <c>oracles.json</c>. Required.</summary>
    public required string Oracles { get; init; }

    /// <summary>Base model directory: shapes, and exact match along the way. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Text encoder directory. Required.</summary>
    public required string Encoder { get; init; }

    /// <summary>Folder that receives the finished hypernetwork. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Kind and sizes of the hypernetwork. Default: L with a head input of 512, because it has to store all targets.</summary>
    public HypernetworkOptions Hypernetwork { get; init; } = new() { HeadInputSize = 512 };

    /// <summary>Whether A and B are the targets (default) or, false, their product.</summary>
    public bool Factorized { get; init; } = true;

    /// <summary>Whether targets are standardised element by element over the tasks; only where they are factors. Default true.</summary>
    public bool Standardized { get; init; } = true;

    /// <summary>Scale of products, where those are the targets. Default 10000.</summary>
    public double DeltaWeightScaling { get; init; } = 10_000;

    /// <summary>Seed of initialisation and of what is drawn. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps. Default 12000.</summary>
    public int Steps { get; init; } = 12_000;

    /// <summary>Tasks a step, shared by the workers. Default 32.</summary>
    public int TasksPerStep { get; init; } = 32;

    /// <summary>Training wordings embedded for each task. Default 512; official 128.</summary>
    public int DescriptionsPerTask { get; init; } = 512;

    /// <summary>Highest learning rate. Default 2e-3.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Steps in which the learning rate rises. Default 50; official a tenth of all.</summary>
    public int WarmupSteps { get; init; } = 50;

    /// <summary>Weight decay of all parameters. Default 1e-3, as the official code has it.</summary>
    public double WeightDecay { get; init; } = 1e-3;

    /// <summary>Norm of the Gaussian noise on the unit-length embedding. Default 0: none, as in the official code.</summary>
    public double EmbeddingNoise { get; init; }

    /// <summary>Steps between measurements of exact match, on training tasks in unseen wordings. Default 500.</summary>
    public int MeasureEvery { get; init; } = 500;

    /// <summary>Measurements in a row without a better one before the run ends early, with the best weights. Default 0: it runs to its end.</summary>
    public int Patience { get; init; }

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("reconstruction");
        check.Require(Factorized || !Standardized, "standardised targets need factors as targets; the official code refuses to generate from products that were. Set standardized to false.");
        Hypernetwork.Validate();
        check.Between(DeltaWeightScaling, 1e-6, 1e12);
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksPerStep, 1, 100_000);
        check.Between(DescriptionsPerTask, 1, 100_000);
        check.Between(LearningRate, 0, 1);
        check.Between(WarmupSteps, 0, 10_000_000);
        check.Between(WeightDecay, 0, 1);
        check.Between(EmbeddingNoise, 0, 100);
        check.EarlyEnd(MeasureEvery, Patience);
        check.Between(Workers, 1, 1024);
    }
}
