using T2L.Adapters.Svf;
using T2L.Svf.Gates;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Gates;

/// <summary>The analytic gradient against autograd, in double.</summary>
public sealed class GateGradientTests
{
    [Theory]
    [InlineData(14, 6, SvfGate.Sigmoid, 1), InlineData(6, 14, SvfGate.Sigmoid, 1), InlineData(9, 9, SvfGate.Sigmoid, 2)]
    [InlineData(14, 6, SvfGate.Identity, 1), InlineData(6, 14, SvfGate.Identity, 1)]
    public void Equals_what_autograd_finds(long rows, long columns, SvfGate gate, double multiplier)
    {
        using var scope = NewDisposeScope();
        var weight = randn(rows, columns, dtype: ScalarType.Float64);
        var (u, s, vh) = linalg.svd(weight, fullMatrices: false);
        var v = vh.t();
        var raw = rand(Math.Min(rows, columns), dtype: ScalarType.Float64) + 0.1;
        var target = randn(rows, columns, dtype: ScalarType.Float64);

        var p = raw.clone().requires_grad_();
        var g = gate == SvfGate.Sigmoid ? p.sigmoid() * multiplier : p * 1;
        var gated = Reconstruction.FromFactors(u, s, v, g * s.sum() / (s * g).sum());
        (gated * target).sin().sum().backward();

        var leaf = gated.detach().requires_grad_();
        (leaf * target).sin().sum().backward();
        var side = SvfMatrix.SideOf(rows, columns);
        var gates = GateFunction.Values(gate, Doubles(raw), multiplier);
        foreach (var projected in new[] { GateGradient.Project(weight, side == SvfSide.V ? v : u, side, leaf.grad!), GateGradient.Project(u, s, v, leaf.grad!) })
        {
            var gradient = tensor(GateGradient.OfRaw(gate, gates, Doubles(s), Doubles(projected), multiplier));
            Assert.InRange(TinyBase.Distance(p.grad!, gradient), 0, 1e-12 * Math.Max(1, TinyBase.Size(p.grad!)));
        }
    }

    [Fact]
    public void Refuses_lengths_that_differ() =>
        Assert.Throws<ArgumentException>(() => GateGradient.OfRaw(SvfGate.Sigmoid, [1, 2], [1, 2, 3], [1, 2]));

    private static double[] Doubles(Tensor values) => values.contiguous().data<double>().ToArray();
}
