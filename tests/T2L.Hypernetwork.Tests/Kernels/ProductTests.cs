using T2L.Hypernetwork.Generation;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Tests.Kernels;

/// <summary>Every instruction set of this processor against sums in double precision.</summary>
public sealed unsafe class ProductTests
{
    public static TheoryData<int> InstructionSets => [.. Enumerable.Range(0, (int)NativeMethods.Best!.Value + 1)];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Every_number_of_rows_and_columns_is_right(int instructions)
    {
        foreach (var rows in new[] { 1, 2, 3, 5, 6, 7, 11, 14, 15, 26, 32, 100, 300 })
        {
            foreach (var columns in new[] { 1, 31, 32, 33, 64, 80 })
                Check((InstructionSet)instructions, new Shape(rows, 17, columns));
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Activation_scale_and_shift_follow_in_this_order(int instructions) =>
        Check((InstructionSet)instructions, new Shape(13, 40, 70) { Silu = true, Scaled = true, Shifted = true });

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Columns_can_be_stored_apart(int instructions) =>
        Check((InstructionSet)instructions, new Shape(9, 33, 70) { Stride = 3, Shifted = true });

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Writing_past_the_caches_writes_the_same(int instructions) =>
        Check((InstructionSet)instructions, new Shape(16, 64, 128) { Streaming = true });

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Nothing_is_written_outside_the_range_of_panels(int instructions)
    {
        var (output, _) = Run((InstructionSet)instructions, new Shape(5, 8, 100), firstPanel: 1, lastPanel: 2);
        for (var i = 0; i < output.Length; i++)
            Assert.Equal(i % 100 is >= 32 and < 64, !float.IsNaN(output[i]));
    }

    private static void Check(InstructionSet instructions, Shape shape)
    {
        var (output, expected) = Run(instructions, shape, 0, (shape.Columns + 31) / 32);
        for (var i = 0; i < output.Length; i++)
        {
            if (double.IsNaN(expected[i]))
                Assert.True(float.IsNaN(output[i]), $"{shape}: wrote between columns at {i}");
            else
                Assert.True(Math.Abs(output[i] - expected[i]) <= 1e-5, $"{shape}: number {i} is {output[i]}, expected {expected[i]}");
        }
    }

    private static (float[] Output, double[] Expected) Run(InstructionSet instructions, Shape shape, long firstPanel, long lastPanel)
    {
        var random = new Random(shape.GetHashCode());
        var x = SmallNetworks.Numbers(random, [shape.Rows, shape.Depth]).ToFloats();
        var w = SmallNetworks.Numbers(random, [shape.Columns, shape.Depth], scale: 0.3f);
        var b = SmallNetworks.Numbers(random, [shape.Columns]);
        var scale = SmallNetworks.Numbers(random, [shape.Rows, shape.Width]).ToFloats();
        var shift = SmallNetworks.Numbers(random, [shape.Rows, shape.Width]).ToFloats();
        using var output = Lines(shape.Rows * shape.Width);
        using var scratch = new NativeFloats(NativeMethods.ScratchFloats(shape.Depth));
        using var layer = PackedLayer.Pack(w, b);
        fixed (float* input = x, scales = scale, shifts = shift)
        {
            var product = layer.Product(instructions);
            product.Input = input;
            product.Rows = shape.Rows;
            product.OutputStride = shape.Stride;
            product.Output = Rows(output.Address, shape);
            product.Scale = shape.Scaled ? Rows(scales, shape) : null;
            product.Shift = shape.Shifted ? Rows(shifts, shape) : null;
            product.Activation = shape.Silu ? NativeMethods.Silu : 0;
            product.Streaming = shape.Streaming ? 1 : 0;
            product.Scratch = scratch.Address;
            NativeMethods.Run(&product, firstPanel, lastPanel);
        }

        return (output.Span.ToArray(), Expected(shape, x, w.ToFloats(), b.ToFloats(), scale, shift));
    }

    private static double[] Expected(Shape shape, float[] x, float[] w, float[] b, float[] scale, float[] shift)
    {
        var expected = Enumerable.Repeat(double.NaN, shape.Rows * shape.Width).ToArray();
        for (var i = 0; i < shape.Rows; i++)
        {
            for (var j = 0; j < shape.Columns; j++)
            {
                double sum = b[j];
                for (var k = 0; k < shape.Depth; k++)
                    sum += (double)x[i * shape.Depth + k] * w[j * shape.Depth + k];
                var at = i * shape.Width + j * shape.Stride;
                sum = shape.Silu ? sum / (1 + Math.Exp(-sum)) : sum;
                expected[at] = sum * (shape.Scaled ? scale[at] : 1) + (shape.Shifted ? shift[at] : 0);
            }
        }

        return expected;
    }

    private static NativeFloats Lines(int count)
    {
        var block = new NativeFloats(count);
        block.Span.Fill(float.NaN);
        return block;
    }

    // The list is pinned for the life of the test process' object; GC keeps it through the closure of Kept.
    private static float** Rows(float* first, Shape shape)
    {
        var rows = new RowAddresses(shape.Rows).Fill(first, shape.Rows, shape.Width);
        lock (Kept)
            Kept.Add(rows);
        return rows.Address;
    }

    private static readonly List<object> Kept = [];

    private sealed record Shape(int Rows, int Depth, int Columns)
    {
        public int Stride { get; init; } = 1;

        public bool Silu { get; init; }

        public bool Scaled { get; init; }

        public bool Shifted { get; init; }

        public bool Streaming { get; init; }

        public int Width => Columns * Stride;
    }
}
