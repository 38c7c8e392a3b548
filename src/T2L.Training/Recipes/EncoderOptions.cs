namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train encoder</c>. The defaults are the recipe of the bundled nano encoder.</summary>
public sealed record EncoderOptions : IRecipeOptions
{
    /// <summary>Folder that receives the finished encoder. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Seed of initialisation, data order and task split. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>File of further tasks that are known by descriptions alone (<see cref="Data.DescriptionFile"/>); null for the suite alone.</summary>
    public string? Descriptions { get; init; }

    /// <summary>Descriptions of that file a step and worker. Default 256.</summary>
    public int TextsPerWorker { get; init; } = 256;

    /// <summary>Chance that a feature of such a description is dropped; they are longer and more varied than the suite's. Default 0.3.</summary>
    public double TextFeatureDropout { get; init; } = 0.3;

    /// <summary>Weight of the loss that tells the file's tasks apart. Default 1.</summary>
    public double TextWeight { get; init; } = 1.0;

    /// <summary>Optimiser steps. Default 1500.</summary>
    public int Steps { get; init; } = 1500;

    /// <summary>Tasks a step and worker; each brings two descriptions. Default 120.</summary>
    public int TasksPerWorker { get; init; } = 120;

    /// <summary>Size of the task embedding. Default 256.</summary>
    public int EmbeddingSize { get; init; } = 256;

    /// <summary>Entries of the WordPiece vocabulary at most. Default 8000.</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Buckets shared by all bigrams. Default 12288.</summary>
    public int Buckets { get; init; } = 12288;

    /// <summary>Whether pairs with one token between them are features too. Default: yes.</summary>
    public bool Skips { get; init; } = true;

    /// <summary>Highest learning rate. Default 3e-3.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Softmax temperature of the contrastive loss. Default 0.08.</summary>
    public double Temperature { get; init; } = 0.08;

    /// <summary>Share of the suite's descriptions that are learnt with typing errors. Default 0.3.</summary>
    public double TypingErrors { get; init; } = 0.3;

    /// <summary>Chance that a feature of a text is dropped; stands in for unknown wordings. Default 0.4.</summary>
    public double FeatureDropout { get; init; } = 0.4;

    /// <summary>
    /// Weight of the losses that read operations and format off the embedding by linear heads, which are thrown away.
    /// Default 1. It is supervision that a general-purpose embedder does not get.
    /// </summary>
    public double AttributeWeight { get; init; } = 1.0;

    /// <summary>Worker threads, each with a batch of its own: their number is part of the result. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("the text encoder");
        check.Between(Steps, 1, 10_000_000);
        check.Between(TasksPerWorker, 2, 100_000);
        check.Between(TextsPerWorker, 2, 100_000);
        check.Between(EmbeddingSize, 8, 4096);
        check.Between(VocabularySize, 256, 100_000);
        check.Between(Buckets, 1, 1 << 20);
        check.Between(Workers, 1, 64);
        check.Between(LearningRate, 0, 1);
        check.Between(Temperature, 1e-3, 10);
        check.Between(TypingErrors, 0, 1);
        check.Between(FeatureDropout, 0, 0.99);
        check.Between(TextFeatureDropout, 0, 0.99);
        check.Between(AttributeWeight, 0, 1000);
        check.Between(TextWeight, 0, 1000);
    }
}
