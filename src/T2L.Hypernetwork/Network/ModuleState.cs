using T2L.Adapters;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>Moves a module's numbers in and out by their state-dict names.</summary>
internal static class ModuleState
{
    /// <summary>Copies numbers in. Offsets and statistics without numbers become zeros; every other tensor must be there.</summary>
    /// <param name="module">The module.</param>
    /// <param name="state">The numbers.</param>
    /// <param name="prefix">What stands before the module's own names in <paramref name="state"/>.</param>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, TensorData> state, string prefix = "")
    {
        using var frozen = no_grad();
        foreach (var (name, tensor) in module.state_dict())
        {
            if (state.TryGetValue(prefix + name, out var data))
            {
                using var copy = data.ToTensor();
                tensor.copy_(copy);
            }
            else if (StateLayout.ConstantPrefixes.Any(p => name.StartsWith(p + ".", StringComparison.Ordinal)))
            {
                tensor.zero_();
            }
            else
            {
                throw new ArgumentException($"There are no numbers for '{prefix}{name}'.", nameof(state));
            }
        }
    }
}
