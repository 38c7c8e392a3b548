namespace T2L.Adapters.Tests;

public class FiniteScanTests
{
    [Theory]
    [InlineData(TensorDType.F64), InlineData(TensorDType.F32), InlineData(TensorDType.F16), InlineData(TensorDType.BF16)]
    public void Finds_the_first_number_that_is_not_finite_wherever_it_stands(TensorDType dtype)
    {
        const int Length = 67; // not a multiple of any vector's width
        Assert.Equal(-1, FiniteScan.FirstNotFinite(Tensor(dtype, Length, -1, 0)));
        for (var at = 0; at < Length; at++)
        {
            Assert.Equal(at, FiniteScan.FirstNotFinite(Tensor(dtype, Length, at, float.NaN)));
            Assert.Equal(at, FiniteScan.FirstNotFinite(Tensor(dtype, Length, at, float.NegativeInfinity)));
        }
    }

    private static TensorData Tensor(TensorDType dtype, int length, int at, float value)
    {
        var values = Enumerable.Repeat(-1.5f, length).ToArray();
        if (at >= 0)
            values[at] = values[^1] = value;
        return TensorData.FromFloats(values, length).To(dtype);
    }
}
