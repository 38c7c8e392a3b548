using T2L.Adapters;
using T2L.Adapters.Lora;
using static TorchSharp.torch;

namespace T2L.Models.Lora;

/// <summary>A LoRA adapter's factors as tensors on the device, ready to be applied.</summary>
/// <remarks>The scaling is multiplied into B once, in float32: x·Aᵀ·(s·B)ᵀ. The factors have the number format of the model.</remarks>
public sealed class DeviceAdapter : IDisposable
{
    private readonly Dictionary<string, DeviceFactors>[] _layers; // by layer, then by projection

    private DeviceAdapter(Dictionary<string, DeviceFactors>[] layers, long bytes) => (_layers, Bytes) = (layers, bytes);

    /// <summary>Device memory that the factors take.</summary>
    public long Bytes { get; }

    /// <summary>Number of layers of the model it was loaded for.</summary>
    internal int Layers => _layers.Length;

    /// <summary>Copies an adapter to the device.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="config">The model it shall fit.</param>
    /// <param name="device">Where the model computes; default the CPU.</param>
    /// <param name="name">What to call the adapter in messages.</param>
    /// <param name="modelName">What to call the model in messages.</param>
    /// <param name="precision">Number format in which the model computes.</param>
    /// <exception cref="AdapterFormatException">The adapter does not fit the model.</exception>
    public static DeviceAdapter Load(
        LoraAdapter adapter, ModelConfig config, Device? device = null, string name = "adapter", string? modelName = null,
        ScalarType precision = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(config);
        LoraFit.Check(adapter, name, modelName ?? config.Name ?? config.ModelType, path => ModulePath.ShapeOf(config, path));

        var layers = new Dictionary<string, DeviceFactors>[config.Layers];
        for (int layer = 0; layer < layers.Length; layer++)
            layers[layer] = [];
        long bytes = 0;
        foreach (var (path, weights) in adapter.Modules)
        {
            if (!ModulePath.TryParse(path, out int layer, out string module))
                throw new InvalidOperationException($"'{path}' passed the check of shapes and is not a projection.");
            var factors = DeviceFactors.Load(weights, adapter.Config.ScalingFor(path), precision, device);
            layers[layer].Add(module, factors);
            bytes += factors.A.element_size() * weights.ParameterCount;
        }
        return new DeviceAdapter(layers, bytes);
    }

    /// <summary>The factors of one projection; null where it is not adapted.</summary>
    internal DeviceFactors? Find(int layer, string module) => _layers[layer].GetValueOrDefault(module);

    /// <summary>Every adapted projection.</summary>
    internal IEnumerable<(int Layer, string Module)> Places() =>
        _layers.SelectMany((modules, layer) => modules.Keys.Select(module => (layer, module)));

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var factors in _layers.SelectMany(modules => modules.Values))
            factors.Dispose();
    }
}

/// <summary>The factors of one projection: A [r, in], and B times the scaling [out, r].</summary>
internal sealed record DeviceFactors(Tensor A, Tensor ScaledB) : IDisposable
{
    public static DeviceFactors Load(LoraWeights weights, double scaling, ScalarType precision, Device? device)
    {
        using var scope = NewDisposeScope();
        var a = weights.A.ToTensor(device, precision);
        var b = (weights.B.ToTensor(device, ScalarType.Float32) * scaling).to(precision);
        return new DeviceFactors(a.DetachFromDisposeScope(), b.DetachFromDisposeScope());
    }

    public void Dispose()
    {
        A.Dispose();
        ScaledB.Dispose();
    }
}
