using T2L.Training.RandomModels;

namespace T2L.Training.Tests.RandomModels;

public class NormalNumbersTests
{
    private static readonly float[] Table = NormalNumbers.Table(0.5f, z => z);

    [Fact]
    public void Have_the_moments_of_the_normal_distribution()
    {
        var numbers = Numbers(stream: 7, count: 1 << 20);
        var mean = numbers.Average(v => (double)v);
        var deviation = Math.Sqrt(numbers.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(0, mean, 0.002);
        Assert.Equal(0.5, deviation, 0.002);
        Assert.Equal(3, numbers.Average(v => Math.Pow((v - mean) / deviation, 4)), 0.05);
        Assert.Equal(0.6827, numbers.Count(v => Math.Abs(v) < 0.5) / (double)numbers.Length, 0.003);
        Assert.Equal(0.0455, numbers.Count(v => Math.Abs(v) > 1) / (double)numbers.Length, 0.001);
    }

    [Fact]
    public void Neighbours_and_streams_are_not_related()
    {
        var (one, other) = (Numbers(1, 1 << 18), Numbers(2, 1 << 18));
        Assert.Equal(0, one.Zip(one.Skip(1), (a, b) => 4.0 * a * b).Average(), 0.01);
        Assert.Equal(0, one.Zip(other, (a, b) => 4.0 * a * b).Average(), 0.01);
    }

    [Fact]
    public void A_number_depends_on_its_place_only()
    {
        var whole = Numbers(3, 4001);
        var pieces = new float[4001];
        foreach (var (from, to) in new[] { (2004, 4001), (0, 4), (4, 2004) })
            NormalNumbers.Fill<float>(Table, 3, from, pieces.AsSpan(from..to));
        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void Stay_as_they_are_from_release_to_release() =>
        Assert.Equal([-0.03598f, -0.4426f, 0.09379f, -0.93525f], Numbers(42, 4).Select(v => MathF.Round(v, 5)));

    private static float[] Numbers(ulong stream, int count)
    {
        var numbers = new float[count];
        NormalNumbers.Fill<float>(Table, stream, 0, numbers);
        return numbers;
    }
}
