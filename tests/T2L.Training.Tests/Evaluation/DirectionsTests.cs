using T2L.Training.Evaluation;

namespace T2L.Training.Tests.Evaluation;

public sealed class DirectionsTests
{
    [Fact]
    public void A_centre_has_length_one() => Assert.Equal([0.6f, 0.8f], Directions.Centre([[2, 4], [4, 4]]), (expected, actual) => Math.Abs(expected - actual) < 1e-6f);

    [Fact]
    public void What_cancels_out_points_nowhere() => Assert.Equal([0f, 0f], Directions.Centre([[1, -2], [-1, 2]]));
}
