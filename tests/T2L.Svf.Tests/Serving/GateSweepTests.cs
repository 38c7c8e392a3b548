using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Serving;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Serving;

/// <summary>One pass over the singular vectors against libtorch's products.</summary>
public sealed class GateSweepTests
{
    [Theory]
    [InlineData(32, 32, new[] { 0 }, 1, false)]
    [InlineData(32, 48, new[] { 1, 2, 4 }, 5, true)]
    [InlineData(128, 128, new[] { 0, 1, 2, 3, 4, 5, 6, 7 }, 8, false)]
    [InlineData(512, 512, new[] { 0, 2, 3, 9, 15 }, 16, true)]
    public void Gives_what_libtorchs_products_give(long count, long width, int[] rows, int batch, bool bias)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var basis = new ServedBasis(SvfSide.U, randn(count, width) / Math.Sqrt(width), bias ? randn(count) : null);
        var gated = new GatedRows(basis, randn(rows.Length, 1, count), rows, rows.Length == batch ? null : tensor(Array.ConvertAll(rows, row => (long)row)));
        var x = randn(batch, 1, width);
        var before = x.clone();

        var swept = GateSweep.Try(x, basis, gated.Changes, rows);

        var expected = gated.Products(x);
        Assert.True(basis.Sweeps);
        Assert.InRange(TinyBase.Distance(expected, swept!), 0, 1e-5 * TinyBase.Size(expected));
        Assert.Equal(before.ToTensorData(), x.ToTensorData());
        foreach (var other in Enumerable.Range(0, batch).Except(rows))
            Assert.Equal(before[other].ToTensorData(), swept![other].contiguous().ToTensorData());
    }

    [Theory]
    [InlineData(512), InlineData(2048)] // one part and four
    public void A_sweep_is_the_same_for_any_number_of_threads_and_whatever_the_other_rows_are(long count)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var basis = new ServedBasis(SvfSide.V, randn(count, 2048) / 45, null);
        var (x, changes) = (randn(3, 1, 2048), randn(3, 1, count));
        var usual = get_num_threads();
        set_num_threads(1);
        var one = GateSweep.Try(x, basis, changes, [0, 1, 2])!;
        set_num_threads(3);
        var three = GateSweep.Try(x, basis, changes, [0, 1, 2])!;
        set_num_threads(usual);

        Assert.Equal(one.ToTensorData(), three.ToTensorData());
        var alone = GateSweep.Try(x.narrow(0, 1, 1).contiguous(), basis, changes.narrow(0, 1, 1).contiguous(), [0])!;
        Assert.Equal(one[1].contiguous().ToTensorData(), alone[0].contiguous().ToTensorData());
        var expected = new GatedRows(basis, changes, [0, 1, 2], null).Products(x);
        Assert.InRange(TinyBase.Distance(expected, one), 0, 1e-5 * TinyBase.Size(expected));
    }

    [Fact]
    public void What_does_not_fit_is_left_to_libtorch_which_refuses_it()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var basis = new ServedBasis(SvfSide.V, randn(32, 48), null);
        var (x, changes) = (randn(2, 1, 48), randn(2, 1, 32));
        Assert.NotNull(GateSweep.Try(x, basis, changes, [0, 1]));

        Assert.Null(GateSweep.Try(x, basis, changes, [0, 2]));
        Assert.Null(GateSweep.Try(x, basis, changes, [-1, 0]));
        Assert.Null(GateSweep.Try(x, basis, changes, [0]));
        Assert.Null(GateSweep.Try(x, basis, randn(2, 1, 28), [0, 1]));
        Assert.Null(GateSweep.Try(randn(2, 1, 32), basis, changes, [0, 1]));
        Assert.Null(GateSweep.Try(x, new ServedBasis(SvfSide.U, basis.Vectors, randn(8)), changes, [0, 1]));
        var outside = new GatedRows(basis, changes, [0, 2], tensor(new long[] { 0, 2 }));
        Assert.ThrowsAny<Exception>(() => outside.Gate(x));
    }

    [Fact]
    public void Leaves_prompts_gradients_and_odd_shapes_to_libtorch()
    {
        using var scope = NewDisposeScope();
        var basis = new ServedBasis(SvfSide.V, randn(32, 32), null);
        using (no_grad())
            Assert.Null(GateSweep.Try(randn(2, 5, 32), basis, randn(1, 1, 32), [0]));
        Assert.Null(GateSweep.Try(randn(2, 1, 32), basis, randn(1, 1, 32), [0]));
        Assert.False(GateSweep.Suits(randn(32, 24)));
        Assert.False(GateSweep.Suits(randn(30, 32)));
        Assert.False(GateSweep.Suits(randn(32, 32).to(ScalarType.BFloat16)));
    }
}
