using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>Named tensors as a module: each name is one step in the state dict's names.</summary>
internal sealed class TensorTable : nn.Module
{
    public TensorTable(IEnumerable<(string Name, Tensor Value)> tensors, bool trainable)
        : base(nameof(TensorTable))
    {
        foreach (var (name, value) in tensors)
            register_parameter(name, new Parameter(value, trainable));
    }

    // Asked for anew each time: moving a module to another device may replace its parameters.
    public Tensor this[string name] => get_parameter(name)!;
}
