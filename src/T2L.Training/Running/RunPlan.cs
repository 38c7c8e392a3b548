namespace T2L.Training.Running;

/// <summary>The outer side of a run: how long, how fast, and where its traces stay.</summary>
internal sealed record RunPlan
{
    /// <summary>What is trained, in the words of the command: <c>train sft</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>Folder of checkpoint and logs.</summary>
    public required string Work { get; init; }

    /// <summary>Everything that decides what the run computes. A checkpoint with another fingerprint is refused.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Examples of one step, for the rate.</summary>
    public required int ExamplesPerStep { get; init; }

    /// <summary>Learning rate of each step.</summary>
    public required ISchedule Schedule { get; init; }

    /// <summary>Largest norm of the gradient; longer ones are shortened.</summary>
    public double ClipNorm { get; init; } = 1.0;

    /// <summary>Whether each parameter's gradient is shortened by itself: where each is a learner of its own. Default: all of them together.</summary>
    public bool ClipEach { get; init; }

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 250;

    /// <summary>Steps between measurements; 0 for none along the way.</summary>
    public int MeasureEvery { get; init; }

    /// <summary>Measurements in a row that may bring nothing better before the run ends early, with the best weights; 0 for no early end.</summary>
    public int Patience { get; init; }

    /// <summary>Whether something is measured after so many steps.</summary>
    public bool MeasuresAt(int done) => done > 0 && MeasureEvery > 0 && done % MeasureEvery == 0;

    /// <summary>Whether the measurements say that nothing better is to come.</summary>
    public bool EndsEarly(BestSoFar best) => Patience > 0 && best.Misses >= Patience;

    /// <summary>What should be known before the first step; null for nothing.</summary>
    public string? OpeningNote { get; init; }

    /// <summary>Losses computed at the same time, each on a thread of its own.</summary>
    public required int Workers { get; init; }
}
