using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>The vectors that tell a shared head whether to write A or B (<c>out_emb</c>), one pair a module.</summary>
internal sealed class FactorSelectors : nn.Module
{
    private readonly List<TensorTable> _pairs = [];

    public FactorSelectors(HypernetworkConfig config, Device device)
        : base(nameof(FactorSelectors))
    {
        foreach (var module in config.Modules)
        {
            var pair = new TensorTable([("A", randn([config.TrunkSize], device: device)), ("B", randn([config.TrunkSize], device: device))], trainable: true);
            _pairs.Add(pair);
            register_module(module.Name, pair);
        }
    }

    /// <summary>All selectors after their norm, shape [modules, 2, 1, 1, D]: index 0 of the second axis is A, 1 is B.</summary>
    public Tensor Normed(LayerNorm norm)
    {
        using var scope = NewDisposeScope();
        var rows = stack(_pairs.SelectMany(p => new[] { p["A"], p["B"] }));              // [modules·2, D]
        return norm.forward(rows).view(_pairs.Count, 2, 1, 1, -1).MoveToOuterDisposeScope();
    }
}
