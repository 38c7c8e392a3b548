using T2L.Hypernetwork.Search;

namespace T2L.Hypernetwork.Tests.Search;

public sealed class CrossEntropySearchTests
{
    private static readonly float[] Optimum = [0.7f, -1.2f, 0.3f, 1.5f];

    [Fact]
    public async Task Finds_the_optimum_of_a_quadratic()
    {
        var (finalists, rounds) = await RunAsync(new SearchOptions { Rounds = 30, Spread = 1 });

        Assert.Equal(30, rounds);
        foreach (var (wanted, got) in Optimum.Zip(finalists[^1].Point))
            Assert.Equal(wanted, got, 0.05);
    }

    [Fact]
    public async Task Begins_with_the_start_and_never_returns_less()
    {
        var (finalists, _) = await RunAsync(new SearchOptions { Rounds = 4 });

        Assert.Equal(new float[4], finalists[0].Point);
        Assert.Equal(0, finalists[0].Round);
        var scored = finalists.SkipLast(1).Select(candidate => candidate.Score).ToArray();
        Assert.Equal(scored.Order(), scored);
        Assert.True(scored.Length > 1);
    }

    [Fact]
    public async Task Returns_the_start_alone_where_nothing_is_better()
    {
        var search = new CrossEntropySearch(new SearchOptions { Rounds = 3 }, TimeProvider.System);
        var (finalists, _) = await search.RunAsync(new float[4], [1, 1, 1, 1], (points, _) => Task.FromResult(points.Select(point => -point.Sum(Math.Abs)).Select(x => (double)x).ToArray()), null, default);

        Assert.Equal([0], finalists.SkipLast(1).Select(candidate => candidate.Round));
    }

    [Fact]
    public async Task The_start_is_in_the_first_elite_once()
    {
        var tried = new List<float[]>();
        var search = new CrossEntropySearch(new SearchOptions { Candidates = 4, Elite = 2, Rounds = 1 }, TimeProvider.System);

        var (finalists, _) = await search.RunAsync(new float[1], [1], (points, _) =>
        {
            tried.AddRange(points);
            return Task.FromResult(points.Select(point => -(double)Math.Abs(point[0])).ToArray());
        }, null, default);

        var second = tried.Skip(1).MinBy(point => Math.Abs(point[0]))!;
        Assert.Equal(second[0] / 2, finalists[^1].Point[0], 1e-6f);
    }

    [Fact]
    public async Task The_seed_alone_decides()
    {
        var first = await RunAsync(new SearchOptions { Seed = 3 });
        var again = await RunAsync(new SearchOptions { Seed = 3 });
        var other = await RunAsync(new SearchOptions { Seed = 4 });

        Assert.Equal(first.Finalists[^1].Point, again.Finalists[^1].Point);
        Assert.NotEqual(first.Finalists[^1].Point, other.Finalists[^1].Point);
    }

    [Fact]
    public async Task A_candidate_that_is_no_number_is_worst()
    {
        var search = new CrossEntropySearch(new SearchOptions { Rounds = 2 }, TimeProvider.System);
        var (finalists, _) = await search.RunAsync(new float[2], [1, 1], (points, _) => Task.FromResult(points.Select((_, i) => i == 0 ? 1.0 : double.NaN).ToArray()), null, default);

        Assert.Equal([0], finalists.SkipLast(1).Select(candidate => candidate.Round));
    }

    [Fact]
    public async Task No_round_begins_after_the_time_limit()
    {
        var (_, rounds) = await RunAsync(new SearchOptions { Rounds = 50, TimeLimit = TimeSpan.FromTicks(1) });

        Assert.Equal(1, rounds);
    }

    [Fact]
    public async Task Stops_between_rounds_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Each(round => { if (round.Round == 2) cancellation.Cancel(); });

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(new SearchOptions(), progress, cancellation.Token));

        Assert.Equal(2, progress.Told.Count);
    }

    [Fact]
    public async Task Tells_the_best_after_each_round()
    {
        var progress = new Each(_ => { });
        await RunAsync(new SearchOptions { Rounds = 5 }, progress);

        Assert.Equal([1, 2, 3, 4, 5], progress.Told.Select(round => round.Round));
        Assert.All(progress.Told, round => Assert.True(round.Best >= round.Start));
        Assert.Equal(progress.Told.Select(round => round.Best).Order(), progress.Told.Select(round => round.Best));
    }

    [Theory]
    [InlineData(3, 2, 6, 0.5, "Candidates is 3")]
    [InlineData(257, 2, 6, 0.5, "Candidates is 257")]
    [InlineData(8, 5, 6, 0.5, "Elite is 5; expected 2 to 4")]
    [InlineData(8, 1, 6, 0.5, "Elite is 1")]
    [InlineData(8, 2, 0, 0.5, "Rounds is 0")]
    [InlineData(8, 2, 101, 0.5, "Rounds is 101")]
    [InlineData(8, 2, 6, 0.0, "Spread is 0")]
    [InlineData(8, 2, 6, double.NaN, "Spread is NaN")]
    public void Refuses_options_out_of_range(int candidates, int elite, int rounds, double spread, string sentence)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new SearchOptions { Candidates = candidates, Elite = elite, Rounds = rounds, Spread = spread }.Validate());

        Assert.StartsWith(sentence, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<(IReadOnlyList<Candidate> Finalists, int Rounds)> RunAsync(
        SearchOptions options, IProgress<SearchRound>? progress = null, CancellationToken cancellationToken = default) =>
        new CrossEntropySearch(options, TimeProvider.System).RunAsync(new float[4], [1, 1, 1, 1], Quadratic, progress, cancellationToken);

    private static Task<double[]> Quadratic(IReadOnlyList<float[]> points, CancellationToken cancellationToken) =>
        Task.FromResult(points.Select(point => -point.Zip(Optimum, (x, o) => (double)(x - o) * (x - o)).Sum()).ToArray());

    private sealed class Each(Action<SearchRound> then) : IProgress<SearchRound>
    {
        public List<SearchRound> Told { get; } = [];

        public void Report(SearchRound value)
        {
            Told.Add(value);
            then(value);
        }
    }
}
