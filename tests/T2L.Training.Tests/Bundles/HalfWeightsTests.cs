using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Testing;
using T2L.Training.Bundles;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Bundles;

public sealed class HalfWeightsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Numbers_are_rounded_and_all_else_stays()
    {
        var path = Write(1.0001f, -3, 0.1f);

        using var half = SafetensorsFile.FromBytes(HalfWeights.Of(path), "half");

        Assert.Equal(TensorDType.F16, half.Tensors["weight"].DType);
        Assert.Equal([1, -3, (float)(Half)0.1f], half.Read("weight").ToFloats());
        Assert.Equal([7L], half.Read("order").ToInt64s());
        Assert.Equal("pt", half.Metadata["format"]);
    }

    [Theory]
    [InlineData(70_000f)]
    [InlineData(float.NaN)]
    public void What_float16_cannot_hold_is_refused(float value)
    {
        var path = Write(1, value, 2);

        var error = Assert.Throws<DataFormatException>(() => HalfWeights.Of(path));

        Assert.Contains("'weight'", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(params float[] values)
    {
        var path = _folder.File("weights.safetensors");
        SafetensorsWriter.Write(path, new Dictionary<string, TensorData> { ["weight"] = TensorData.FromFloats(values, values.Length), ["order"] = TensorData.FromInt64s([7], 1) },
            new Dictionary<string, string> { ["format"] = "pt" });
        return path;
    }
}
