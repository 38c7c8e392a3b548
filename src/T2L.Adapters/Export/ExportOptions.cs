namespace T2L.Adapters.Export;

/// <summary>What an export may change beyond what its server needs.</summary>
public sealed record ExportOptions
{
    /// <summary>Type of the exported numbers: F32, BF16 or F16. Default null, which keeps the stored type where no number has to change.</summary>
    public TensorDType? DType { get; init; }

    /// <summary>Whether <c>qkv_proj</c> and <c>gate_up_proj</c> are cut into the projections that they join. Default false.</summary>
    public bool SplitFused { get; init; }

    /// <summary>Sizes of the base model, from its <c>config.json</c>. Default null; llama.cpp's own file cannot be written without them.</summary>
    public BaseModelShape? Base { get; init; }
}
