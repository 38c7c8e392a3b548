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
