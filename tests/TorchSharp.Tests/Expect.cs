using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Comparing tensors with numbers worked out by hand.</summary>
internal static class Expect
{
    public static void Values(Tensor actual, params float[] expected) => Close(actual, 1e-6, expected);

    public static void Close(Tensor actual, double tolerance, params float[] expected)
    {
        using var onHost = actual.to(float32);
        var values = onHost.data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
            Assert.True(Math.Abs(values[i] - expected[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"[{i}] is {values[i]}, expected {expected[i]}.");
    }

    public static void Shape(Tensor actual, params long[] expected) => Assert.Equal(expected, actual.shape);

    /// <summary>1, 2, 3 ... in the given shape.</summary>
    public static Tensor Counting(params long[] shape) => arange(1, shape.Aggregate(1L, (a, b) => a * b) + 1, float32).reshape(shape);
}
