using T2L.Training.Evaluation;

namespace T2L.Training.Tests.Evaluation;

public sealed class WilsonIntervalTests
{
    [Theory]
    [InlineData(0, 2, 0, 0.6576)]
    [InlineData(2, 2, 0.3424, 1)]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(500, 1000, 0.4691, 0.5309)]
    public void Holds_the_published_ends(int right, int questions, double low, double high)
    {
        var interval = WilsonInterval.Of(right, questions);

        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }
}
