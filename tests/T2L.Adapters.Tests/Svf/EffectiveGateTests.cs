using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Svf;

public sealed class EffectiveGateTests
{
    private static readonly float[] Values = [4, 2, 1, 0.5f];

    [Fact]
    public void Keeps_the_sum_of_singular_values()
    {
        var effect = EffectiveGate.Of([0.2, 0.9, 0.5, 0.1], Values, "W");
        Assert.Equal(7.5, effect.Z.Zip(Values, (z, s) => z * s).Sum(), 1e-12);
        Assert.Equal(7.5 / (0.8 + 1.8 + 0.5 + 0.05), effect.Scale, 1e-12);
    }

    [Theory, InlineData(-7.5), InlineData(0), InlineData(0.1), InlineData(30)]
    public void Constant_numbers_change_nothing(double p) =>
        Assert.All(EffectiveGate.Of(GateFunction.Values(SvfGate.Sigmoid, [p, p, p, p]), Values, "W").Change(), change => Assert.Equal(0, change, 1e-7f));

    [Fact]
    public void The_multiplier_has_no_effect()
    {
        double[] p = [0.3, -1, 2, 0.1];
        var one = EffectiveGate.Of(GateFunction.Values(SvfGate.Sigmoid, p), Values, "W");
        var two = EffectiveGate.Of(GateFunction.Values(SvfGate.Sigmoid, p, 2), Values, "W");
        Assert.All(one.Z.Zip(two.Z), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void A_matrix_of_zeros_stays_one() =>
        Assert.All(EffectiveGate.Of([0.5, 0.1], [0, 0], "W").Change(), change => Assert.Equal(0, change));

    [Theory]
    [InlineData(0, 0, 0, 0), InlineData(-1, -1, 0, 0), InlineData(1, -2, 0, 0), InlineData(1, -1.9999, 0, 0), InlineData(0, 0, -1, 1)]
    public void Refuses_gates_that_leave_nothing_or_cancel_out(double a, double b, double c, double d)
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => EffectiveGate.Of([a, b, c, d], Values, "W"));
        Assert.Equal((AdapterFormatError.EmptyGate, "W"), (refusal.Error, refusal.Tensor));
        Assert.Contains("expected a sum above 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_sigmoids_that_vanish() =>
        Assert.Throws<AdapterFormatException>(() => EffectiveGate.Of(GateFunction.Values(SvfGate.Sigmoid, [-800, -900, -1000, -1000]), Values, "W"));

    [Theory]
    [InlineData(0.5, -0.4, 0.1, 0.1), InlineData(0.1, 0.2, -0.1, -0.1)]
    public void Gates_whose_sums_from_the_first_on_are_above_zero_never_cancel_out(double a, double b, double c, double d)
    {
        EffectiveGate.CheckForAnySpectrum([a, b, c, d], "W");

        // The spectra that descend are sums of these.
        foreach (var values in (float[][])[[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1], Values])
            EffectiveGate.Of([a, b, c, d], values, "W");
    }

    [Theory, InlineData(-0.1, 1, 1, 1), InlineData(1, 1, -3, 4), InlineData(1, -0.9999, 1, 1)]
    public void Refuses_gates_that_cancel_out_for_some_spectrum(double a, double b, double c, double d)
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => EffectiveGate.CheckForAnySpectrum([a, b, c, d], "W"));
        Assert.Equal((AdapterFormatError.EmptyGate, "W"), (refusal.Error, refusal.Tensor));
        Assert.Contains("may cancel out", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_another_length() => Assert.Throws<ArgumentException>(() => EffectiveGate.Of([1, 1], Values, "W"));

    [Fact]
    public void Logit_undoes_the_sigmoid() =>
        Assert.Equal(0.7, GateFunction.Logit(GateFunction.Values(SvfGate.Sigmoid, [0.7])[0]), 1e-12);
}
