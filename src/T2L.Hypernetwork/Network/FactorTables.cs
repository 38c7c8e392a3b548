using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>A pair of tensors of the adapter's own shape for every module: offsets, target means, target deviations.</summary>
internal sealed class FactorTables : nn.Module
{
    private readonly TensorTable _a;
    private readonly TensorTable _b;

    public FactorTables(HypernetworkConfig config, bool trainable, Device device)
        : base(nameof(FactorTables))
    {
        var modules = config.Modules.OrderBy(m => m.Name, StringComparer.Ordinal).ToArray();
        _a = new TensorTable(modules.Select(m => (m.Name, zeros([config.Layers, config.Rank, m.InFeatures], device: device))), trainable);
        _b = new TensorTable(modules.Select(m => (m.Name, zeros([config.Layers, m.OutFeatures, config.Rank], device: device))), trainable);
        register_module("A", _a);
        register_module("B", _b);
    }

    public Tensor A(string module) => _a[module]; // [layers, r, in]

    public Tensor B(string module) => _b[module]; // [layers, out, r]
}
