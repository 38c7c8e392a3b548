using System.Globalization;

namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train lm</c>. The defaults are the recipe of the bundled nano base.</summary>
public sealed record LanguageModelOptions : IRecipeOptions
{
    /// <summary>Folder that receives the finished model. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoint and log. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Seed of initialisation, data order and task split. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Optimiser steps. Default 12000.</summary>
    public int Steps { get; init; } = 12_000;

    /// <summary>Examples a step, shared by the workers. Default 96.</summary>
    public int BatchSize { get; init; } = 96;

    /// <summary>Highest learning rate. Default 3e-3.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Width of the model. Default 128.</summary>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Layers of the model. Default 4.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Learn only the first so many training tasks of the suite: a trial. Default: every operation in every format.</summary>
    public int? TrainingTasks { get; init; }

    /// <summary>Share of the sequences that hold several examples of one task behind neutral slots, so that a prompt with examples means something. Default 0.2.</summary>
    public double FewShotShare { get; init; } = 0.2;

    /// <summary>Most examples in such a sequence; the least is one, which can only be guessed. Default 4.</summary>
    public int FewShotExamples { get; init; } = 4;

    /// <summary>Learn without what the split keeps back from the hypernetwork: validation and unseen tasks, and the kept pairs in every format. Default: everything.</summary>
    public bool WithoutUnseen { get; init; }

    /// <summary>Share of the sequences that hold an English description of a training task, in training wordings, before the input. Default 0.</summary>
    public double Instructions { get; init; }

    /// <summary>How strongly task codes are blurred, so that the base also acts on a code that is only about right; 0 for not at all. Default 1.</summary>
    public double SlotNoise { get; init; } = 1;

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Validate()
    {
        var check = new SettingChecks("the base model");
        check.Between(Steps, 1, 10_000_000);
        check.Between(BatchSize, 1, 100_000);
        check.Between(LearningRate, 0, 1);
        check.Between(HiddenSize, LanguageModelRecipe.HeadSize, 16_384);
        check.Require(HiddenSize % LanguageModelRecipe.HeadSize == 0, $"hidden_size is {HiddenSize}; expected a multiple of {LanguageModelRecipe.HeadSize}, the size of a head.");
        check.Between(Layers, 1, 256);
        check.Between(TrainingTasks ?? 1, 1, int.MaxValue, nameof(TrainingTasks));
        check.Between(FewShotShare, 0, 1);
        check.Between(FewShotExamples, 1, 8); // more would not fit into the model's places
        check.Between(SlotNoise, 0, 100);
        check.Between(Workers, 1, 1024);
        check.Between(Instructions, 0, 1);
        check.Require(FewShotShare + Instructions <= 1, string.Create(CultureInfo.InvariantCulture,
            $"few_shot_share is {FewShotShare} and instructions is {Instructions}; expected at most 1 together. The rest are documents with codes, by which the base learns its skills."));
    }
}
