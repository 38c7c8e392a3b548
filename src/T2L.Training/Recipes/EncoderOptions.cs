namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train encoder</c>. The defaults are the recipe of the bundled nano encoder.</summary>
public sealed record EncoderOptions
{
    /// <summary>Folder that receives the finished encoder. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Seed of initialisation, data order and task split. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps. Default 1500, about four minutes on two cores.</summary>
    public int Steps { get; init; } = 1500;

    /// <summary>Tasks a step and worker; each brings two descriptions. Default 120.</summary>
    public int TasksPerWorker { get; init; } = 120;

    /// <summary>Size of the task embedding. Default 256.</summary>
    public int EmbeddingSize { get; init; } = 256;

    /// <summary>Entries of the WordPiece vocabulary. Default 4000.</summary>
    public int VocabularySize { get; init; } = 4000;

    /// <summary>Buckets shared by all bigrams. Default 12288.</summary>
    public int Buckets { get; init; } = 12288;

    /// <summary>Highest learning rate. Default 3e-3.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Softmax temperature of the contrastive loss. Default 0.08.</summary>
    public double Temperature { get; init; } = 0.08;

    /// <summary>Chance that a feature of a text is dropped; stands in for unknown wordings. Default 0.4.</summary>
    public double FeatureDropout { get; init; } = 0.4;

    /// <summary>
    /// Weight of the losses that read operations and format off the embedding by linear heads, which are thrown away.
    /// Default 1. It is supervision that a general-purpose embedder does not get.
    /// </summary>
    public double AttributeWeight { get; init; } = 1.0;

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
