using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Tests.Kernels;

/// <summary>The row-wise steps against the same formulas in double precision.</summary>
public sealed unsafe class StepTests
{
    [Fact]
    public void Silu_is_right_over_its_whole_range()
    {
        var inputs = Enumerable.Range(-1200, 2401).Select(i => i / 10f).ToArray(); // -120 to 120: past where e^x overflows
        var best = Activate(inputs, NativeMethods.Best!.Value);
        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = inputs[i] / (1 + Math.Exp(-(double)inputs[i]));
            Assert.True(Math.Abs(best[i] - expected) <= 1e-6 * Math.Abs(expected) + 1e-30, $"silu({inputs[i]}) is {best[i]}, expected {expected}");
        }
    }

    [Fact]
    public void Layer_norm_centres_and_scales_each_row()
    {
        float[] input = [1, 2, 3, 6, -1, -1, 1, 1], weight = [1, 1, 2, 1], bias = [0, 0, 0, 5], output = new float[8];
        fixed (float* x = input, w = weight, b = bias, y = output)
            NativeMethods.LayerNorm(x, 2, 4, w, b, y);
        var first = 1 / Math.Sqrt(3.5 + 1e-5); // mean 3, variance 3.5
        var second = 1 / Math.Sqrt(1 + 1e-5);
        double[] expected = [-2 * first, -first, 0, 3 * first + 5, -second, -second, 2 * second, second + 5];
        Assert.All(expected.Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Rotation_turns_pairs_half_a_row_apart()
    {
        float[] input = [1, 2, 3, 4], cosines = [1, 1, 0, 0.6f], sines = [0, 0, 1, 0.8f], output = new float[8];
        fixed (float* x = input, c = cosines, s = sines, y = output)
            NativeMethods.Rotate(x, 1, 4, 2, c, s, y);
        Assert.All(new[] { 1, 2, 3, 4, -3, 2 * 0.6f - 4 * 0.8f, 1, 4 * 0.6f + 2 * 0.8f }.Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Every_addend_meets_every_row()
    {
        float[] input = [1, 2, 3, 4], addends = [10, 20, 30, 40], output = new float[8];
        fixed (float* x = input, a = addends, y = output)
            NativeMethods.AddEach(x, 2, 2, 2, a, y);
        Assert.Equal([11, 22, 31, 42, 13, 24, 33, 44], output);
    }

    // A product with the number one: what is left is the activation.
    private static float[] Activate(float[] inputs, InstructionSet instructions)
    {
        using var layer = PackedLayer.Pack(Adapters.TensorData.FromFloats(inputs, inputs.Length, 1), bias: null);
        using var scratch = new NativeFloats(NativeMethods.ScratchFloats(1));
        var output = new float[inputs.Length];
        float one = 1;
        fixed (float* y = output)
        {
            var row = y;
            var product = layer.Product(instructions);
            product.Input = &one;
            product.Rows = 1;
            product.Output = &row;
            product.Activation = NativeMethods.Silu;
            product.Scratch = scratch.Address;
            NativeMethods.Run(&product, 0, layer.Panels);
        }

        return output;
    }
}
