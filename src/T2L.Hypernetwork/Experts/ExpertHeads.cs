using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Experts;

/// <summary>One linear layer a module, which writes a number for each singular value of its matrices.</summary>
internal sealed class ExpertHeads : nn.Module<Tensor, Tensor>
{
    private readonly List<Linear> _layers = [];

    public ExpertHeads(ExpertHypernetworkConfig config, Device device)
        : base(nameof(ExpertHeads))
    {
        using var frozen = no_grad();
        foreach (var module in config.Modules)
        {
            var layer = nn.Linear(config.HeadInputSize, module.Rank, device: device);
            layer.weight!.zero_(); // nothing of a description reaches the first expert
            layer.bias!.zero_();
            _layers.Add(layer);
            register_module(module.Name, layer);
        }
    }

    /// <param name="input">What the heads read, shape [modules, n, layers, H].</param>
    /// <returns>Shape [n, layers, numbers of a layer].</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var written = _layers.Select((layer, module) => layer.forward(input.select(0, module))).ToArray(); // each [n, layers, k]
        return cat(written, -1).MoveToOuterDisposeScope();
    }
}
