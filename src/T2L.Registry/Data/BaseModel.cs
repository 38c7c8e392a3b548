using T2L.Adapters;
using T2L.Adapters.Fitting;

namespace T2L.Registry.Data;

/// <summary>A language model that adapters are made for, identified by the digest of its files.</summary>
public sealed record BaseModel
{
    /// <summary>Digest of its configuration and weights.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The name adapters give in <c>base_model_name_or_path</c>; 1 to 256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that adapters give; the registry adds those it is told later.</summary>
    public string[] AlsoCalled { get; init; } = [];

    /// <summary>The exact revision on the hub it came from, where known.</summary>
    public string? Revision { get; init; }

    /// <summary>Architecture as its configuration spells it, for instance <c>llama</c>.</summary>
    public string? ModelType { get; init; }

    /// <summary>Number of weights, where known.</summary>
    public long? Parameters { get; init; }

    /// <summary>The matrices that adapters may change, where its configuration was read.</summary>
    public ModelShapes? Modules { get; init; }

    /// <summary>When it was registered; the registry sets it.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
