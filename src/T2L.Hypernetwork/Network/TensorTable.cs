using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>Named tensors as a module: each name is one step in the state dict's names.</summary>
internal sealed class TensorTable : nn.Module
{
    private readonly Dictionary<string, Parameter> _tensors = new(StringComparer.Ordinal);

    public TensorTable(IEnumerable<(string Name, Tensor Value)> tensors, bool trainable)
        : base(nameof(TensorTable))
    {
        foreach (var (name, value) in tensors)
        {
            var parameter = new Parameter(value, trainable);
            _tensors.Add(name, parameter);
            register_parameter(name, parameter);
        }
    }

    public Tensor this[string name] => _tensors[name];
}
