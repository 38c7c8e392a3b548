using static TorchSharp.torch;

namespace T2L.Models.Network.Skinny;

public sealed class SkinnyLinearTests
{
    // W of the smallest size that is taken, at shapes that end in the middle of chunks and blocks.
    public static TheoryData<long, long> Shapes => new() { { 516, 512 }, { 8, 32800 }, { 4, 65536 }, { 1028, 288 }, { 260, 2080 } };

    public static TheoryData<int, ScalarType, bool, bool> Cases()
    {
        var cases = new TheoryData<int, ScalarType, bool, bool>();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
            for (int rows = 1; rows <= SkinnyLinear.MostRows(type); rows++)
                foreach (bool narrow in new[] { false, true })
                    cases.Add(rows, type, narrow, rows % 2 == 0);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_number_of_rows_gives_the_products_of_float64(int rows, ScalarType type, bool narrow, bool bias) =>
        Check(rows, 516, 544, type, narrow, bias);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_gives_the_products_of_float64(long columns, long depth)
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
            foreach (int rows in new[] { 1, 5, SkinnyLinear.MostRows(type) })
                Check(rows, columns, depth, type, narrow: false, bias: true);
    }

    [Theory]
    [InlineData(0, ScalarType.Float32)]
    [InlineData(17, ScalarType.Float32)]
    [InlineData(9, ScalarType.BFloat16)]
    public void Too_many_rows_and_none_are_left_to_libtorch(int rows, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Assert.Null(SkinnyLinear.Try(zeros([rows, 512], dtype: type), zeros([512, 512], dtype: type), bias: null));
    }

    [Theory]
    [InlineData(1, 1 << 18, ScalarType.Float32)] // one row of W
    [InlineData(513, 512, ScalarType.Float32)]
    [InlineData(512, 513, ScalarType.Float32)]
    [InlineData(512, 528, ScalarType.BFloat16)]
    [InlineData(256, 256, ScalarType.Float32)] // small
    [InlineData(512, 512, ScalarType.Float16)]
    public void Other_matrices_are_left_to_libtorch(long columns, long depth, ScalarType type)
    {
        using var scope = NewDisposeScope();
        Assert.False(SkinnyLinear.Suits(zeros([columns, depth], dtype: type)));
    }

    [Fact]
    public void With_gradients_on_it_is_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1, 512]), weight = ones([512, 512]).requires_grad_();

        Assert.Null(SkinnyLinear.Try(x, weight, bias: null));
        using var _ = no_grad();
        Assert.NotNull(SkinnyLinear.Try(x, weight, bias: null));
    }

    [Fact]
    public void Strided_input_and_matrices_are_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Assert.Null(SkinnyLinear.Try(ones([512, 2]).t(), ones([512, 512]), bias: null));
        Assert.Null(SkinnyLinear.Try(ones([2, 512]), ones([512, 1024]).narrow(1, 0, 512), bias: null));
        Assert.Null(SkinnyLinear.Try(ones([2, 512]), ones([512, 512]), bias: ones([1024]).slice(0, 0, 1024, 2)));
        Assert.Null(SkinnyLinear.Try(ones([2, 512], dtype: ScalarType.BFloat16), ones([512, 512]), bias: null));
    }

    [Fact]
    public void Infinities_and_numbers_that_are_none_come_through()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var weight = ones([512, 512], dtype: type);
            weight[3, 7] = float.PositiveInfinity;
            weight[5, 9] = float.NaN;
            var y = SkinnyLinear.Try(ones([2, 512], dtype: type), weight, bias: null)!.to(ScalarType.Float32);

            Assert.Equal(float.PositiveInfinity, y[1, 3].item<float>());
            Assert.True(float.IsNaN(y[0, 5].item<float>()));
            Assert.Equal(512, y[0, 4].item<float>());
        }
    }

    [Fact]
    public void Several_callers_share_the_threads_and_get_what_one_gets_alone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        int before = get_num_threads();
        set_num_threads(4);
        try
        {
            Tensor x = Numbers(8, 1024, ScalarType.Float32), weight = Numbers(4100, 1024, ScalarType.Float32);
            byte[] alone = SkinnyLinear.Try(x, weight, bias: null)!.bytes.ToArray();
            int wrong = 0;
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => Interlocked.Add(ref wrong, Differences(x, weight, alone)))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Equal(0, wrong);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void Result_outlives_what_it_was_computed_from()
    {
        using var _ = no_grad();
        Tensor x = ones([3, 1024]), weight = ones([2048, 1024]);
        using var y = SkinnyLinear.Try(x, weight, bias: null)!;
        x.Dispose();
        weight.Dispose();
        using var other = full([2048, 1024], 7f); // likely where the matrix was

        Assert.Equal(3 * 2048 * 1024f, y.sum().item<float>());
    }

    private static int Differences(Tensor x, Tensor weight, byte[] expected)
    {
        using var _ = no_grad();
        int wrong = 0;
        for (int i = 0; i < 50; i++)
        {
            using var y = SkinnyLinear.Try(x, weight, bias: null)!;
            if (!y.bytes.SequenceEqual(expected))
                wrong++;
        }
        return wrong;
    }

    private static void Check(int rows, long columns, long depth, ScalarType type, bool narrow, bool bias)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor x = Numbers(rows, depth, type), weight = Numbers(columns, depth, type);
        var addend = bias ? Numbers(1, columns, type).view(-1) : null;
        Assert.True(SkinnyLinear.Suits(weight));

        var y = SkinnyLinear.Try(x.view(rows, 1, depth), weight, addend, narrow)!;

        var exact = nn.functional.linear(x.to(ScalarType.Float64), weight.to(ScalarType.Float64), addend?.to(ScalarType.Float64)).view(rows, 1, columns);
        Assert.Equal([rows, 1, columns], y.shape);
        Assert.Equal(type, y.dtype);
        // One rounding of a bfloat16 result is half of 2^-7 of it; sums of float32 err by a few units in the last place of their largest part.
        double relative = type == ScalarType.Float32 ? 1e-6 : 1.01 / 256, absolute = 1e-6 * Math.Sqrt(depth);
        Assert.True(y.to(ScalarType.Float64).allclose(exact, relative, absolute), $"{rows} x {depth} · {columns}: {(y.to(ScalarType.Float64) - exact).abs().max().item<double>()} off.");
    }

    private static Tensor Numbers(long rows, long columns, ScalarType type) => randn([rows, columns]).to(type);
}
