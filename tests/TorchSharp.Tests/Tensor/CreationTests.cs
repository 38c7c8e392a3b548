using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class CreationTests
{
    [Fact]
    public void Takes_arrays_of_every_element_type()
    {
        Assert.Equal(float32, tensor(new float[1]).dtype);
        Assert.Equal(float64, tensor(new double[1]).dtype);
        Assert.Equal(int64, tensor(new long[1]).dtype);
        Assert.Equal(int32, tensor(new int[1]).dtype);
        Assert.Equal(int16, tensor(new short[1]).dtype);
        Assert.Equal(int8, tensor(new sbyte[1]).dtype);
        Assert.Equal(uint8, tensor(new byte[1]).dtype);
        Assert.Equal(torch.@bool, tensor(new bool[1]).dtype);
    }

    [Fact]
    public void Takes_shapes_lists_and_nested_arrays()
    {
        Expect.Shape(tensor(new float[6], [2, 3]), 2, 3);
        Expect.Shape(tensor(new List<long> { 1, 2 }), 2);
        Expect.Values(tensor(new float[,] { { 1, 2 }, { 3, 4 } }).t(), 1, 3, 2, 4);
        Expect.Values(from_array(new[,] { { 1, 2 }, { 3, 4 } }), 1, 2, 3, 4);
        Expect.Shape(tensor(5), []);
        Expect.Shape(tensor(Array.Empty<float>()), 0);
    }

    [Fact]
    public void Converts_while_creating()
    {
        using var x = tensor(new[] { 1, 2 }, dtype: bfloat16);
        Assert.Equal(bfloat16, x.dtype);
    }

    [Fact]
    public void Copies_its_input()
    {
        var numbers = new float[] { 1, 2 };
        using var x = tensor(numbers);
        numbers[0] = 9;
        Expect.Values(x, 1, 2);
    }

    [Fact]
    public void Frombuffer_shares_the_array_and_releases_it()
    {
        var numbers = new float[] { 1, 2, 3 };
        using (var x = frombuffer(numbers, float32, count: 2, offset: 4))
        {
            numbers[1] = 9;
            Expect.Values(x, 9, 3);
        }
        Assert.Throws<ArgumentException>(() => frombuffer(numbers, float32, count: 4));
    }

    [Fact]
    public void Makes_constants()
    {
        Expect.Values(zeros(2), 0, 0);
        Expect.Values(ones(1, 2), 1, 1);
        Expect.Values(full(2, 1.5), 1.5f, 1.5f);
        Assert.Equal(int64, full(2, 3).dtype);
        Expect.Shape(empty(2, 0, 3), 2, 0, 3);
        Expect.Values(zeros_like(ones(2)), 0, 0);
        Expect.Values(eye(2), 1, 0, 0, 1);
        Expect.Shape(eye(2, 3), 2, 3);
    }

    [Fact]
    public void Makes_ranges()
    {
        Expect.Values(arange(3), 0, 1, 2);
        Assert.Equal(int64, arange(3).dtype);
        Expect.Values(arange(1, 2, 0.25), 1, 1.25f, 1.5f, 1.75f);
        Expect.Values(linspace(0, 1, 3), 0, 0.5f, 1);
    }

    [Fact]
    public void Sets_requires_grad_on_demand()
    {
        Assert.True(zeros(2, requires_grad: true).requires_grad);
        Assert.False(zeros(2).requires_grad);
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_data_is_refused()
    {
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => tensor(new float[5], [2, 3]));
        Assert.Contains("[2, 3] takes 24 bytes, the data has 20", error.Message);
    }
}
