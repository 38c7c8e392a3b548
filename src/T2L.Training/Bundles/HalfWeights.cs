using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Training.Rows;

namespace T2L.Training.Bundles;

/// <summary>Weights as they are shipped: float16, half of what was trained, with three digits of it.</summary>
internal static class HalfWeights
{
    /// <summary>The bytes of a safetensors file whose numbers are those of another, rounded to the nearest float16; whole numbers stay as they are.</summary>
    /// <exception cref="AdapterFormatException">The file is damaged.</exception>
    /// <exception cref="DataFormatException">A number is not finite as float16.</exception>
    public static byte[] Of(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return SafetensorsWriter.ToBytes([.. file.Tensors.Keys.Select(name => KeyValuePair.Create(name, Halved(file.Read(name), name, path)))], file.Metadata);
    }

    private static TensorData Halved(TensorData tensor, string name, string path)
    {
        if (!tensor.DType.IsFloatingPoint())
            return tensor;
        var half = tensor.To(TensorDType.F16);
        return half.ToFloats().All(float.IsFinite)
            ? half
            : throw new DataFormatException(path, $"'{name}' has numbers that float16 cannot hold (beyond 65,504, or not finite). Such a part cannot be shipped as float16.");
    }
}
