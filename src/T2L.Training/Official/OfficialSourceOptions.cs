using T2L.Training.Benchmarks.Code;

namespace T2L.Training.Official;

/// <summary>Where the tasks of a list are, and how they are learnt from.</summary>
public sealed record OfficialSourceOptions
{
    /// <summary>YAML list of the tasks to train on and to measure, as <c>configs/hyper_lora_decontam_lol_tasks.yaml</c>. Required.</summary>
    public required string List { get; init; }

    /// <summary>Folder of the tasks: <c>NAME/metadata.yaml</c> for each. Required.</summary>
    public required string Tasks { get; init; }

    /// <summary>Folder of the data sets: <c>NAME/SPLIT.jsonl</c> for each. Required.</summary>
    public required string Data { get; init; }

    /// <summary>Descriptions of each task that training sees, the first ones. Default 128.</summary>
    public int DescriptionsPerTask { get; init; } = 128;

    /// <summary>Tokens of prompt and answer together. Default 512.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Runs the programs that a model answers, against the tests of their rows (mbpp); null (default) to want the whole program as the data has it.</summary>
    public PythonRunner? Python { get; init; }
}
