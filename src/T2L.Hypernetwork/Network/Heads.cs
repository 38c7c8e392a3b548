using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>One linear layer a module, and how its outputs are cut into A and B.</summary>
internal sealed class Heads : nn.Module
{
    private readonly HypernetworkConfig _config;
    private readonly List<Linear> _layers = [];

    public Heads(HypernetworkConfig config, Device device)
        : base(nameof(Heads))
    {
        _config = config;
        foreach (var module in config.Modules)
        {
            var layer = nn.Linear(config.HeadInputSize, config.HeadSize(module), hasBias: config.HeadBias, device: device);
            HeadInitialization.Apply(config, module, layer);
            _layers.Add(layer);
            register_module(module.Name, layer);
        }
    }

    /// <summary>Writes the factors of one module.</summary>
    /// <param name="index">Place of the module in the configuration.</param>
    /// <param name="input">
    /// What the head reads: [n, layers, H] for L, [2, n, layers, H] for M, [2, n, layers, r, H] for S, [n, layers, r, H] for Split.
    /// </param>
    /// <returns>A [n, layers, r, in] and B [n, layers, out, r].</returns>
    public LoraFactors Write(int index, Tensor input)
    {
        using var scope = NewDisposeScope();
        var module = _config.Modules[index];
        var written = _layers[index].forward(input);
        var (a, b) = _config.Variant switch
        {
            HeadVariant.L => CutAll(written, module),
            HeadVariant.M => CutShared(written.view([.. written.shape[..^1], _config.Rank, -1]), module),
            HeadVariant.S => CutShared(written, module),
            _ => (written.narrow(-1, 0, module.InFeatures), written.narrow(-1, module.InFeatures, module.OutFeatures)),
        };
        return new LoraFactors(a.MoveToOuterDisposeScope(), b.transpose(-2, -1).MoveToOuterDisposeScope());
    }

    private (Tensor A, Tensor Transposed) CutAll(Tensor written, TargetModule module)
    {
        long r = _config.Rank;
        var (n, layers) = (written.shape[0], written.shape[1]);
        var a = written.narrow(-1, 0, r * module.InFeatures).reshape(n, layers, r, module.InFeatures);
        var b = written.narrow(-1, r * module.InFeatures, r * module.OutFeatures).reshape(n, layers, r, module.OutFeatures);
        return (a, b);
    }

    // written: [2, n, layers, r, max(in, out)]
    private static (Tensor A, Tensor Transposed) CutShared(Tensor written, TargetModule module) =>
        (written.select(0, 0).narrow(-1, 0, module.InFeatures), written.select(0, 1).narrow(-1, 0, module.OutFeatures));
}
