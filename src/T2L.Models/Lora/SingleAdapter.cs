using static TorchSharp.torch;

namespace T2L.Models.Lora;

/// <summary>One adapter for all rows of a batch: y + x·Aᵀ·(s·B)ᵀ, without changing the model's weights.</summary>
public sealed class SingleAdapter(DeviceAdapter adapter) : IProjectionAdapter
{
    /// <inheritdoc/>
    public Tensor Apply(int layer, string moduleName, Tensor input, Tensor output) =>
        adapter.Find(layer, moduleName) is { } factors
            ? output + nn.functional.linear(nn.functional.linear(input, factors.A), factors.ScaledB)
            : output;
}
