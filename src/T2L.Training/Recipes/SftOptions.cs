namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train sft</c>. The defaults are the recipe of the bundled nano hypernetwork.</summary>
public sealed record SftOptions
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

    /// <summary>Optimiser steps. Default 4000.</summary>
    public int Steps { get; init; } = 4000;

    /// <summary>Tasks a step, shared by the workers. Default 32.</summary>
    public int TasksPerStep { get; init; } = 32;

    /// <summary>Examples of each task in a step; they share one description and so one LoRA. Default 4.</summary>
    public int ExamplesPerTask { get; init; } = 4;

    /// <summary>Training wordings embedded for each task. Default 128.</summary>
    public int DescriptionsPerTask { get; init; } = 128;

    /// <summary>Highest learning rate. Default 2e-3.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Weight decay of matrices. Default 0.1.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Norm of the Gaussian noise on the unit-length embedding; stands in for wordings never met. Default 0.5.</summary>
    public double EmbeddingNoise { get; init; } = 0.5;

    /// <summary>Weight of mean(A²) + mean(B²) of the generated matrices. Default 1e-3.</summary>
    public double GeneratedWeightPenalty { get; init; } = 1e-3;

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
