using T2L.Training.Evaluation;

namespace T2L.Training.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void Interval_of_coin_tosses_is_the_known_one()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => (double)(i % 2))];

        var (low, high) = Bootstrap.Interval(values, seed: 1);

        // 1.96 · √(0.25 / 400) = 0.049 on either side of one half
        Assert.Equal(0.451, low, 0.006);
        Assert.Equal(0.549, high, 0.006);
    }

    [Fact]
    public void Interval_of_equal_values_is_the_value() => Assert.Equal((0.75, 0.75), Bootstrap.Interval([0.75, 0.75, 0.75], seed: 1));
}
