using T2L.Training.Evaluation;

namespace T2L.Training.Tests.Evaluation;

public sealed class BootstrapTests
{
    private static readonly Cluster[] Coins = [.. Enumerable.Range(0, 400).Select(i => new Cluster(i % 2, 1))];
    private static readonly Cluster[] Sure = [.. Enumerable.Repeat(new Cluster(1, 1), 10)];

    [Fact]
    public void Interval_of_coin_tosses_is_the_known_one()
    {
        var (low, high) = Bootstrap.Interval([Coins], seed: 1);

        // 1.96 · √(0.25 / 400) = 0.049 on either side of one half
        Assert.Equal(0.451, low, 0.006);
        Assert.Equal(0.549, high, 0.006);
    }

    [Fact]
    public void Interval_of_equal_values_is_the_value() => Assert.Equal((0.75, 0.75), Bootstrap.Interval([[Cluster.Of([0.75, 0.75]), Cluster.Of([0.75])]], seed: 1));

    [Fact]
    public void What_falls_together_is_one_toss()
    {
        // 1,600 values, but every four of them are one coin: as wide as 400 tosses, not half of that.
        var (low, high) = Bootstrap.Interval([[.. Coins.Select(coin => new Cluster(4 * coin.Sum, 4))]], seed: 1);

        Assert.Equal(0.451, low, 0.006);
        Assert.Equal(0.549, high, 0.006);
    }

    [Fact]
    public void Strata_count_alike_whatever_their_size()
    {
        var (low, high) = Bootstrap.Interval([Coins, Sure], seed: 1);

        // The mean of one half ± 0.049 and of exactly one
        Assert.Equal(0.7255, low, 0.004);
        Assert.Equal(0.7745, high, 0.004);
    }
}
