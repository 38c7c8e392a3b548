using T2L.Adapters;
using static TorchSharp.torch;

namespace T2L.Models;

public sealed class TensorBridgeTests
{
    [Theory]
    [InlineData(TensorDType.F64)]
    [InlineData(TensorDType.F32)]
    [InlineData(TensorDType.F16)]
    [InlineData(TensorDType.BF16)]
    public void Numbers_survive_the_way_there_and_back(TensorDType dtype)
    {
        using var scope = NewDisposeScope();
        var data = TensorData.FromFloats([1.5f, -2, 0, 0.25f, 8, -0.5f], 2, 3).To(dtype);

        var tensor = data.ToTensor();

        Assert.Equal(dtype.ToScalarType(), tensor.dtype);
        Assert.Equal(data, tensor.ToTensorData());
        Assert.Equal(data.ToFloats(), data.ToTensor(dtype: ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Integers_scalars_and_empty_tensors_survive_too()
    {
        using var scope = NewDisposeScope();
        foreach (var data in (TensorData[])[TensorData.FromInt64s([1, -2, long.MaxValue], 3), TensorData.FromFloats([7]), TensorData.FromFloats([], 0, 4)])
            Assert.Equal(data, data.ToTensor().ToTensorData());
    }

    [Fact]
    public void A_view_is_written_in_its_own_order()
    {
        using var scope = NewDisposeScope();
        var view = TensorData.FromFloats([1, 2, 3, 4, 5, 6], 2, 3).ToTensor().t();

        Assert.Equal(TensorData.FromFloats([1, 4, 2, 5, 3, 6], 3, 2), view.ToTensorData());
    }
}
