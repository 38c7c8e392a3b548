using T2L.Adapters;
using T2L.Adapters.Analysis;
using T2L.Adapters.Lora;

namespace T2L.Registry.Comparing;

/// <summary>What is known of an adapter's numbers.</summary>
/// <param name="Spectrum">Norms and singular values.</param>
/// <param name="Tensors">What its file holds.</param>
public sealed record Measured(AdapterSpectrum Spectrum, IReadOnlyList<TensorRow> Tensors);

/// <summary>A tensor of an adapter's file.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="DType">Its element type, as safetensors spells it.</param>
/// <param name="Bytes">Its size.</param>
public sealed record TensorRow(string Name, IReadOnlyList<long> Shape, string DType, long Bytes)
{
    internal static IReadOnlyList<TensorRow> Of(AnyAdapter adapter) => adapter.Lora is { } lora
        ? [.. lora.Modules.SelectMany(module => new[] { Row(LoraTensorNames.OfA(module.Key), module.Value.A), Row(LoraTensorNames.OfB(module.Key), module.Value.B) })]
        : [.. adapter.Expert!.Vectors.Select(vector => Row(vector.Key, vector.Value))];

    private static TensorRow Row(string name, TensorData tensor) => new(name, tensor.Shape, tensor.DType.SafetensorsName(), tensor.Bytes.Length);
}
