using T2L.Adapters;
using T2L.Adapters.Svf;

namespace T2L.Svf.Decomposition;

/// <summary>What to decompose, and how to keep it.</summary>
public sealed record DecompositionOptions
{
    /// <summary>Folder of the base model in the Hugging Face form, in one file or in shards.</summary>
    public required string Model { get; init; }

    /// <summary>What the base model is called in the decomposition and in its experts; null takes the name in its config.json, or its folder's. The digest decides, the name is for people.</summary>
    public string? BaseModelName { get; init; }

    /// <summary>Folder that receives the decomposition; one with part of the same decomposition is gone on with.</summary>
    public required string Output { get; init; }

    /// <summary>The modules. Default gate, up and down.</summary>
    public IReadOnlyList<string> Targets { get; init; } = SvfTargets.Mlp;

    /// <summary>Number format of the bases, F32 (default) or BF16, which takes half the room. Singular values are float32 always.</summary>
    public TensorDType DType { get; init; } = TensorDType.F32;

    /// <summary>An official SVD cache (<c>.pt</c>) to take the factors from, in place of computing them; null for none.</summary>
    public string? OfficialCache { get; init; }
}
