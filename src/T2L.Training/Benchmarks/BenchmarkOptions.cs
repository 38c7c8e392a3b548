using T2L.Tokenizers.ChatTemplates;
using T2L.Training.Benchmarks.Code;
using T2L.Training.Rows;

namespace T2L.Training.Benchmarks;

/// <summary>How a benchmark is asked.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Rows to ask, from the first. Default: all.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Chat template of the model; null for none, where question and beginning of the answer are the prompt.</summary>
    public ChatTemplate? Template { get; init; }

    /// <summary>Rows of a training split; the first three stand before every question as worked examples. Null for none.</summary>
    public RowFile? Examples { get; init; }

    /// <summary>A description to stand before every question; ignored where <see cref="Examples"/> are given. Null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Questions in flight at a time. Default 32.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>Refuses, by an exception, a prompt that the model cannot take; asked of every prompt before the first answer. Null for no such check.</summary>
    public Action<string>? Check { get; init; }

    /// <summary>Runs programs that models wrote; null to leave them unmeasured.</summary>
    public PythonRunner? Python { get; init; }
}
