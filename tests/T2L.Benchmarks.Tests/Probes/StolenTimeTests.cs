using T2L.Benchmarks.Probes;

namespace T2L.Benchmarks.Tests.Probes;

public sealed class StolenTimeTests
{
    [Fact]
    public void The_share_is_of_the_busy_time_between_two_readings()
    {
        var before = StolenTime.Parse("cpu  100 0 50 1000 20 0 10 40 0 0")!.Value;
        var after = StolenTime.Parse("cpu  160 0 60 1900 90 0 10 70 0 0")!.Value;

        Assert.Equal(0.3, after.ShareSince(before)!.Value, precision: 12);
    }

    [Theory]
    [InlineData("cpu0 100 0 50 1000 20 0 10 40 0 0")]
    [InlineData("cpu  100 0 50 1000 20 0 10")]
    [InlineData("")]
    public void A_line_that_does_not_tell_gives_nothing(string line) => Assert.Null(StolenTime.Parse(line));

    [Fact]
    public void Where_nothing_was_done_there_is_no_share() => Assert.Null(new StolenTime(5, 1).ShareSince(new StolenTime(5, 1)));
}
