namespace T2L.Training.RandomModels;

/// <summary>What to write.</summary>
public sealed record RandomModelOptions
{
    /// <summary>Whose shape: one of <see cref="RandomModelFolder.Shapes"/>.</summary>
    public required string Like { get; init; }

    /// <summary>The folder; new or empty.</summary>
    public required string Output { get; init; }

    /// <summary>The same seed gives the same bytes, on every machine and with any number of threads. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Number format of the base model: <c>bfloat16</c> (default), <c>float16</c> or <c>float32</c>.</summary>
    public string DType { get; init; } = "bfloat16";

    /// <summary>Layers of the base model, and of the adapters that the hypernetwork writes. Default null: as many as the model has.</summary>
    public int? Layers { get; init; }

    /// <summary>Which of <c>base</c>, <c>hypernetwork</c> and <c>encoder</c>. Default all three.</summary>
    public IReadOnlyList<string> Parts { get; init; } = RandomModelFolder.PartNames;
}

/// <summary>How far the writing is.</summary>
/// <param name="Part">What is being written.</param>
/// <param name="Bytes">Made so far, of all parts.</param>
/// <param name="TotalBytes">Of all parts.</param>
/// <param name="Elapsed">Since the beginning.</param>
public sealed record WritingProgress(string Part, long Bytes, long TotalBytes, TimeSpan Elapsed)
{
    /// <summary>Bytes a second since the beginning.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Bytes / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at that rate.</summary>
    public TimeSpan Remaining => Rate > 0 ? TimeSpan.FromSeconds((TotalBytes - Bytes) / Rate) : TimeSpan.Zero;
}

/// <summary>What was written.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Parts">Numbers and bytes of weights of each part.</param>
/// <param name="Elapsed">How long it took, the flush to the disk included.</param>
public sealed record RandomModelResult(string Path, IReadOnlyList<RandomModelPart> Parts, TimeSpan Elapsed);

/// <summary>One part of a random model.</summary>
/// <param name="Name"><c>base</c>, <c>hypernetwork</c> or <c>encoder</c>; also its folder.</param>
/// <param name="Parameters">Numbers in it; of a hypernetwork, offsets and statistics included.</param>
/// <param name="Bytes">Bytes of its weights.</param>
public sealed record RandomModelPart(string Name, long Parameters, long Bytes);
