using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Search;

namespace T2L.Svf.Tests.Search;

public sealed class AlphaSearchTests
{
    private static readonly float[] Optimum = [0.8f, 0.1f, 0.45f];

    [Fact]
    public async Task Finds_the_best_weights()
    {
        var found = await new AlphaSearch(new AlphaSearchOptions { Generations = 30 }).CrossEntropyAsync(MixWeights.Uniform(3), new Distance());
        Assert.All(Optimum.Zip(found.Weights.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
        Assert.Equal(30, found.History.Count);
        Assert.True(found.History[^1].Best >= found.History[0].Best);
    }

    [Fact]
    public async Task The_best_never_gets_worse_while_it_is_kept()
    {
        var found = await new AlphaSearch(new AlphaSearchOptions { Generations = 12, Population = 12, EliteShare = 0.25 }).CrossEntropyAsync(MixWeights.Uniform(3), new Distance());
        Assert.Equal(found.History.Select(g => g.Best).Order(), found.History.Select(g => g.Best));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_seed_alone_decides(bool crossEntropy)
    {
        async Task<float[]> Run(long seed)
        {
            var search = new AlphaSearch(new AlphaSearchOptions { Generations = 3, Seed = seed });
            var found = crossEntropy ? await search.CrossEntropyAsync(MixWeights.Uniform(3), new Distance()) : await search.RandomShootingAsync(MixWeights.Uniform(3), new Distance());
            return found.Weights.Values.ToArray();
        }

        Assert.Equal(await Run(5), await Run(5));
        Assert.NotEqual(await Run(5), await Run(6));
    }

    [Fact]
    public async Task Starts_from_the_given_weights_and_stays_within_bounds()
    {
        var scorer = new Distance();
        await new AlphaSearch(new AlphaSearchOptions { Generations = 2, Minimum = 0.2f, Maximum = 0.6f }).CrossEntropyAsync(new MixWeights(3, 1, [0.3f, 0.4f, 0.5f]), scorer);
        Assert.Equal([0.3f, 0.4f, 0.5f], scorer.Seen[0]);
        Assert.All(scorer.Seen.SelectMany(point => point), x => Assert.InRange(x, 0.2f, 0.6f));
        Assert.Equal(64, scorer.Seen.Count);
    }

    [Fact]
    public void Log_likelihood_decides_among_equals_only_where_it_is_asked()
    {
        AlphaScore[] scores = [new(0.5, -0.1), new(0.9, -0.7), new(0.9, -0.2), new(0.9, -0.2), new(double.NaN, 5)];
        Assert.Equal(2, Ranking.Best(scores, likelihoodTies: true));
        Assert.Equal(1, Ranking.Best(scores, likelihoodTies: false));
        Assert.Equal([1, 2, 3, 0], Ranking.Elite(scores, 4));
    }

    [Fact]
    public void No_correct_answer_counts_as_zero()
    {
        Assert.Equal(0, AlphaScore.OfCorrect([]));
        Assert.Equal(-1.25, AlphaScore.OfCorrect([[-1, -2], [-1]]));
    }

    [Fact]
    public async Task Stops_between_generations()
    {
        using var stop = new CancellationTokenSource();
        var search = new AlphaSearch(new AlphaSearchOptions());
        await Assert.ThrowsAsync<OperationCanceledException>(() => search.CrossEntropyAsync(MixWeights.Uniform(3), new Distance(stop.Cancel), cancellationToken: stop.Token));
    }

    [Theory]
    [InlineData("Population is 1", 1, 0.2, 0, 1, 0, 50)]
    [InlineData("EliteShare is 0;", 32, 0, 0, 1, 0, 50)]
    [InlineData("which is 1; expected at least 2", 5, 0.2, 0, 1, 0, 50)]
    [InlineData("Minimum is 1 and Maximum 0", 32, 0.2, 1, 0, 0, 50)]
    [InlineData("Ema is 1;", 32, 0.2, 0, 1, 1, 50)]
    [InlineData("Generations is 0", 32, 0.2, 0, 1, 0, 0)]
    public void Refuses_options_out_of_range(string says, int population, double elite, float minimum, float maximum, double ema, int generations) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => new AlphaSearchOptions
        {
            Population = population, EliteShare = elite, Minimum = minimum, Maximum = maximum, Ema = ema, Generations = generations,
        }.Validate()).Message, StringComparison.Ordinal);

    private sealed class Distance(Action? then = null) : IAlphaScorer
    {
        public List<float[]> Seen { get; } = [];

        public Task<IReadOnlyList<AlphaScore>> ScoreAsync(IReadOnlyList<float[]> population, CancellationToken cancellationToken)
        {
            Seen.AddRange(population);
            then?.Invoke();
            return Task.FromResult<IReadOnlyList<AlphaScore>>([.. population.Select(point => new AlphaScore(-point.Zip(Optimum, (x, y) => (double)(x - y) * (x - y)).Sum()))]);
        }
    }
}
