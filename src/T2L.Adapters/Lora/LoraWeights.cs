namespace T2L.Adapters.Lora;

/// <summary>The two factors of one adapted layer: ΔW = scaling · B·A.</summary>
/// <param name="A">The down factor, shape [rank, in_features].</param>
/// <param name="B">The up factor, shape [out_features, rank]; same dtype as A.</param>
public sealed record LoraWeights(TensorData A, TensorData B)
{
    /// <summary>Numbers stored: rank · (in_features + out_features).</summary>
    public long ParameterCount => A.ElementCount + B.ElementCount;
}
