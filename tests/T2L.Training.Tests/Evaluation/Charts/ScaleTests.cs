using T2L.Training.Evaluation.Charts;

namespace T2L.Training.Tests.Evaluation.Charts;

public sealed class ScaleTests
{
    [Fact]
    public void A_linear_scale_runs_from_start_to_end()
    {
        var scale = new Scale(10, 20, 100, 300);

        Assert.Equal((100, 200, 300), (scale.At(10), scale.At(15), scale.At(20)));
    }

    [Fact]
    public void An_axis_that_points_up_has_its_end_above_its_start() => Assert.Equal(45, new Scale(0, 1, 180, 0).At(0.75));

    [Fact]
    public void Doublings_are_equal_steps_on_a_logarithmic_scale()
    {
        var scale = new Scale(16, 256, 0, 400, Logarithmic: true);

        Assert.Equal([0, 100, 200, 300, 400], new[] { 16, 32, 64, 128, 256 }.Select(value => Math.Round(scale.At(value), 9)));
    }

    [Fact]
    public void One_value_stands_in_the_middle() => Assert.Equal(50, new Scale(3, 3, 0, 100).At(3));

    [Theory]
    [InlineData(0, 1, 4, new[] { 0, 0.5, 1 })]
    [InlineData(0, 100, 5, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [InlineData(-0.3, 0.7, 5, new[] { -0.2, 0, 0.2, 0.4, 0.6 })]
    [InlineData(0.0021, 0.0039, 4, new[] { 0.0025, 0.003, 0.0035 })]
    public void Ticks_are_round_and_within(double from, double to, int about, double[] expected)
    {
        var ticks = new Scale(from, to, 0, 1).Ticks(about);

        Assert.Equal(expected, ticks.Select(tick => Math.Round(tick, 9)));
    }
}
