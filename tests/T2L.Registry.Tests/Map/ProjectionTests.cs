using T2L.Registry.Map;
using T2L.Registry.Tests.Search;

namespace T2L.Registry.Tests.Map;

public sealed class ProjectionTests
{
    [Fact]
    public void Finds_the_two_directions_in_which_vectors_differ_most()
    {
        // Angles in a plane of 40 dimensions, a little of a third, and nothing else.
        var vectors = Enumerable.Range(0, 60).Select(i => Vector(40, (3, MathF.Cos(i * 0.1f)), (17, 0.4f * MathF.Sin(i * 0.1f)), (30, 0.01f * (i % 2)))).ToList();

        var projection = Projection.Of(vectors);

        Assert.InRange(projection.Explained[0] + projection.Explained[1], 0.999, 1.000001);
        Assert.True(projection.Explained[0] >= projection.Explained[1]);
        Assert.True(Math.Abs(Correlation(projection.X, [.. vectors.Select(v => (double)(v[3] / Length(v)))])) > 0.999);
    }

    [Fact]
    public void Distances_in_a_plane_stay_what_they_are()
    {
        var random = new Random(5);
        var vectors = Enumerable.Range(0, 30).Select(_ => (float)(random.NextDouble() * 6)).Select(angle => Vector(16, (2, MathF.Cos(angle)), (9, MathF.Sin(angle)))).ToList();

        var projection = Projection.Of(vectors);

        for (var i = 0; i < vectors.Count; i++)
            for (var j = 0; j < i; j++)
                Assert.Equal(Distance(vectors[i], vectors[j]), Math.Sqrt(Math.Pow(projection.X[i] - projection.X[j], 2) + Math.Pow(projection.Y[i] - projection.Y[j], 2)), 4);
    }

    [Fact]
    public void The_same_vectors_give_the_same_map()
    {
        var vectors = SampleVectors.Create(300, 64, seed: 1);

        var (one, other) = (Projection.Of(vectors), Projection.Of(vectors));

        Assert.Equal(one.X, other.X);
        Assert.Equal(one.Y, other.Y);
    }

    [Fact]
    public void Directions_do_not_depend_on_the_order_of_the_vectors()
    {
        var vectors = SampleVectors.Create(200, 32, seed: 4);

        var forwards = Projection.Of(vectors);
        var backwards = Projection.Of([.. vectors.AsEnumerable().Reverse()]);

        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(forwards.X[i], backwards.X[199 - i], 3));
    }

    [Fact]
    public void What_is_all_the_same_or_not_comparable_lies_in_the_middle()
    {
        Assert.Equal([0, 0, 0], Projection.Of([Vector(4, (0, 1)), Vector(4, (0, 2)), Vector(4, (0, 3))]).X);
        Assert.Empty(Projection.Of([]).X);
        Assert.Equal(0, Projection.Of([[1]]).Explained[0]);
        var odd = Projection.Of([Vector(4, (0, 1)), Vector(4, (1, 1)), [1, 2], [float.NaN, 0, 0, 1], Vector(4)]);
        Assert.Equal((0, 0, 0), (odd.X[2], odd.X[3], odd.X[4]));
        Assert.NotEqual(odd.X[0], odd.X[1]);
    }

    [Fact]
    public void One_dimension_is_enough()
    {
        var projection = Projection.Of([Vector(8, (0, 1)), Vector(8, (0, -1)), Vector(8, (0, 1))]);

        Assert.Equal((1, 0), (Math.Round(projection.Explained[0], 4), Math.Round(projection.Explained[1], 4)));
        Assert.All(projection.Y, y => Assert.Equal(0, y, 4));
    }

    private static float[] Vector(int size, params (int At, float Value)[] values)
    {
        var vector = new float[size];
        foreach (var (at, value) in values)
            vector[at] = value;
        return vector;
    }

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(x => (double)x * x));

    private static double Distance(float[] one, float[] other) => Math.Sqrt(one.Zip(other, (a, b) => Math.Pow(a - b, 2)).Sum());

    private static double Correlation(double[] one, double[] other)
    {
        var (a, b) = (one.Average(), other.Average());
        return one.Zip(other, (x, y) => (x - a) * (y - b)).Sum() / Math.Sqrt(one.Sum(x => (x - a) * (x - a)) * other.Sum(y => (y - b) * (y - b)));
    }
}
