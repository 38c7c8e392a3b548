using T2L.Hypernetwork.Search;
using T2L.Training.Evaluation;

namespace T2L.Training.Examples;

/// <summary>What <c>t2l eval --with-examples</c> measures.</summary>
public sealed record ExamplesEvaluationOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Text encoder directory. Required.</summary>
    public required string Encoder { get; init; }

    /// <summary>Hypernetwork directory. Required.</summary>
    public required string Hypernetwork { get; init; }

    /// <summary>Numbers of examples to measure with. Default 4 and 16.</summary>
    public IReadOnlyList<int> Examples { get; init; } = [4, 16];

    /// <summary>Fresh inputs asked of each task. Default 32.</summary>
    public int Inputs { get; init; } = 32;

    /// <summary>Tasks of each split at most; default all.</summary>
    public int Tasks { get; init; } = int.MaxValue;

    /// <summary>Whether the reported sets are measured or those that settings are chosen by.</summary>
    public EvaluationSets Sets { get; init; }

    /// <summary>Width and length of the searches.</summary>
    public SearchOptions Search { get; init; } = new() { TimeLimit = TimeSpan.FromHours(1) };
}
