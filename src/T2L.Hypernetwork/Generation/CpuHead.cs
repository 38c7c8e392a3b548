using T2L.Adapters;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>What writes one factor of one module: the rows of its head that it needs, in the order in which the factor is stored.</summary>
/// <remarks>A shared head is packed twice, once in the order of A and once in that of B; so nothing is transposed later.</remarks>
internal sealed class CpuHead : IDisposable
{
    private readonly HypernetworkConfig _config;

    public CpuHead(HypernetworkConfig config, IReadOnlyDictionary<string, TensorData> state, int module, bool isA, Workers workers)
    {
        _config = config;
        Module = module;
        IsA = isA;
        var name = $"heads.{config.Modules[module].Name}";
        Layer = PackedLayer.Pack(state[$"{name}.weight"], state.GetValueOrDefault($"{name}.bias"), Order(), Factor(config), workers);
    }

    /// <summary>Place of the module in the configuration.</summary>
    public int Module { get; }

    /// <summary>Whether A is written, or B.</summary>
    public bool IsA { get; }

    public PackedLayer Layer { get; }

    /// <summary>Numbers from one column of the product to the next in the stored factor; not 1 where B is written rank by rank.</summary>
    public int OutputStride => _config.Variant.WritesRanks() && !IsA ? _config.Rank : 1;

    /// <summary>Where row (layer, rank position) of the product starts in an adapter's block.</summary>
    public long Offset(AdapterLayout layout, int layer, int rank) => IsA
        ? layout.OfA(layer, Module) + (long)rank * _config.Modules[Module].InFeatures
        : layout.OfB(layer, Module) + rank;

    public void Dispose() => Layer.Dispose();

    private ColumnOrder Order()
    {
        var (inputs, outputs, r) = (_config.Modules[Module].InFeatures, _config.Modules[Module].OutFeatures, _config.Rank);
        var width = Math.Max(inputs, outputs);
        return (_config.Variant, IsA) switch
        {
            (HeadVariant.L, true) => ColumnOrder.Plain((long)r * inputs),
            (HeadVariant.L, false) => new((long)outputs * r, First: (long)r * inputs, Inner: r, OuterStep: 1, InnerStep: outputs),
            (HeadVariant.M, true) => new((long)r * inputs, First: 0, Inner: inputs, OuterStep: width, InnerStep: 1),
            (HeadVariant.M, false) => new((long)outputs * r, First: 0, Inner: r, OuterStep: 1, InnerStep: width),
            (HeadVariant.S, _) => ColumnOrder.Plain(IsA ? inputs : outputs),
            _ => IsA ? ColumnOrder.Plain(inputs) : ColumnOrder.Plain(outputs, first: inputs),
        };
    }

    // Reconstructed products were learned s times too large, so each factor is √s times too large.
    private static float Factor(HypernetworkConfig config) =>
        config is { TrainingTask: TrainingTask.Reconstruction, Factorized: false } ? (float)(1 / Math.Sqrt(config.DeltaWeightScaling)) : 1;
}
