using T2L.Training.Evaluation;

namespace T2L.Training.Tests.Evaluation;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void Finds_the_directions_that_were_worked_out_by_hand()
    {
        // Around the mean (1, 2, 3): ±2 along (0.6, 0.8, 0) and ±1 along (−0.8, 0.6, 0), nothing along the third axis.
        float[][] points = [[2.2f, 3.6f, 3], [-0.2f, 0.4f, 3], [0.2f, 2.6f, 3], [1.8f, 1.4f, 3]];

        var components = PrincipalComponents.Of(points);

        (double X, double Y)[] expected = [(2, 0), (-2, 0), (0, -1), (0, 1)]; // signs: the largest component of a direction is positive
        Assert.All(components.Coordinates.Zip(expected), pair =>
        {
            Assert.Equal(pair.Second.X, pair.First.X, 1e-5);
            Assert.Equal(pair.Second.Y, pair.First.Y, 1e-5);
        });
        Assert.Equal(0.8, components.FirstShare, 1e-5); // variances 4·2/4 = 2 and 1·2/4 = 0.5
        Assert.Equal(0.2, components.SecondShare, 1e-5);
    }

    [Fact]
    public void Equal_points_lie_in_the_middle()
    {
        var components = PrincipalComponents.Of([[1, 2], [1, 2]]);

        Assert.All(components.Coordinates, point => Assert.Equal((0, 0), point));
        Assert.Equal(0, components.FirstShare);
    }
}
