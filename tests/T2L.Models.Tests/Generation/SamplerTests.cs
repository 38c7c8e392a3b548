namespace T2L.Models.Generation;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.15f), MathF.Log(0.05f)];

    [Fact]
    public void Tokens_come_as_often_as_their_probability_says() =>
        Assert.Equal([0.5, 0.3, 0.15, 0.05], Shares(new Sampler(1, 1, 3)), (a, b) => Math.Abs(a - b) < 0.01);

    [Fact]
    public void A_low_temperature_favours_the_likeliest() =>
        // Probabilities squared and normalised: 0.25, 0.09, 0.0225, 0.0025 over 0.365.
        Assert.Equal([0.685, 0.2466, 0.0616, 0.0068], Shares(new Sampler(0.5, 1, 3)), (a, b) => Math.Abs(a - b) < 0.01);

    [Fact]
    public void Top_p_draws_from_the_smallest_set_with_that_share()
    {
        Assert.Equal([0.625, 0.375, 0, 0], Shares(new Sampler(1, 0.7, 3)), (a, b) => Math.Abs(a - b) < 0.01);
        Assert.Equal([1, 0, 0, 0], Shares(new Sampler(1, 0.4, 3)));
    }

    [Fact]
    public void The_seed_decides()
    {
        int[] Draw(long seed)
        {
            var sampler = new Sampler(1, 0.95, seed);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Next(Logits))];
        }

        Assert.Equal(Draw(11), Draw(11));
        Assert.NotEqual(Draw(11), Draw(12));
    }

    [Fact]
    public void Random_numbers_are_those_of_splitmix()
    {
        // First outputs for seed 1234567: 6457827717110365317, 3203168211198807973 (Steele, Lea, Flood; Vigna's reference code).
        var random = new SplitMix(1234567);

        Assert.Equal((6457827717110365317 >> 11) / (double)(1L << 53), random.NextDouble());
        Assert.Equal((3203168211198807973 >> 11) / (double)(1L << 53), random.NextDouble());
    }

    private static double[] Shares(Sampler sampler)
    {
        const int draws = 40_000;
        var counts = new int[Logits.Length];
        for (int i = 0; i < draws; i++)
            counts[sampler.Next(Logits)]++;
        return Array.ConvertAll(counts, count => count / (double)draws);
    }
}
