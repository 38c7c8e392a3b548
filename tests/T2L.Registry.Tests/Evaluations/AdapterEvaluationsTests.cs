using Npgsql;
using T2L.Adapters;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;
using T2L.Registry.Evaluations;
using T2L.Registry.Publishing;
using T2L.Testing;

namespace T2L.Registry.Tests.Evaluations;

public sealed class AdapterEvaluationsTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Ann = new("ann");

    [Fact]
    public async Task Figures_are_added_and_the_newest_of_each_comes_first()
    {
        var digest = await PublishAsync("math/add", 1);
        await MeasureAsync(digest, 0.5);
        Time.Advance(TimeSpan.FromMinutes(1));

        var added = await Registry.Evaluations.AddAsync(digest, [new NewEvaluation("gsm8k", "accuracy", 0.6) { N = 50, Low = 0.5, High = 0.7, Seed = 7, Source = "t2l eval" }, new NewEvaluation("arc", "loss", -1)], Ann);
        var all = await Registry.Evaluations.ListAsync(digest);

        Assert.Equal([("arc", -1.0), ("gsm8k", 0.6), ("gsm8k", 0.5)], all.Select(entry => (entry.Figure.Suite, entry.Figure.Value)));
        Assert.Equal((50, 0.5, 0.7, 7L, "t2l eval", "ann"), (all[1].Figure.N, all[1].Figure.Low, all[1].Figure.High, all[1].Figure.Seed, all[1].Figure.Source, all[1].By));
        Assert.Equal(["ann", "ann"], added.Select(entry => entry.By));
        Assert.Equal(3, (await Registry.DoneAsync("math/add")).Count(line => line.Action == "evaluation.add"));
        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("update evaluations set value = 1"));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Evaluations.AddAsync(Digest.Of("x"u8), [new NewEvaluation("a", "b", 1)], Ann));
    }

    [Theory]
    [InlineData("", "accuracy", 0.5, null)]
    [InlineData("a\nb", "accuracy", 0.5, null)]
    [InlineData("gsm8k", "Accuracy", 0.5, null)]
    [InlineData("gsm8k", "accuracy", double.NaN, null)]
    [InlineData("gsm8k", "accuracy", 0.5, 0.6)]
    public async Task What_is_no_figure_is_refused(string suite, string metric, double value, double? low)
    {
        var digest = await PublishAsync("math/add", 1);

        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Evaluations.AddAsync(digest, [new NewEvaluation(suite, metric, value) { Low = low }], Ann));
    }

    [Fact]
    public async Task An_alias_with_a_rule_moves_only_to_what_was_measured_well_enough()
    {
        Registry.Rules.ByName["champion"] = new AliasRule { Suite = "gsm8k", AtLeast = 0.4, NotBelowCurrent = true };
        var digests = new List<Digest>();
        for (var seed = 1; seed <= 4; seed++)
            digests.Add(await PublishAsync("math/add", seed));
        await MeasureAsync(digests[0], 0.5);
        await MeasureAsync(digests[1], 0.3);
        await MeasureAsync(digests[2], 0.45);

        await Registry.Aliases.SetAsync("math/add", "champion", 1, Ann);
        await Registry.Aliases.SetAsync("math/add", "canary", 4, Ann);

        Assert.Equal("Alias 'champion' is not moved: version 2 of 'math/add' has accuracy 0.3 on 'gsm8k' (n = 100); expected at least 0.4. Promote another version.", await RefusalAsync(2));
        Assert.Equal("Alias 'champion' is not moved: version 3 of 'math/add' has accuracy 0.45 on 'gsm8k' (n = 100), below 0.5 (n = 100) of the version it points at now. Promote another version.", await RefusalAsync(3));
        Assert.StartsWith("Alias 'champion' is not moved: version 4 of 'math/add' has no accuracy on 'gsm8k'.", await RefusalAsync(4), StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromMinutes(1));
        await MeasureAsync(digests[3], 0.5);
        await Registry.Aliases.SetAsync("math/add", "champion", 4, Ann);
        Assert.Equal(1, (await Registry.Aliases.RollBackAsync("math/add", "champion", Ann)).Entry.Version);
    }

    [Fact]
    public async Task The_score_is_the_best_of_the_newest_accuracies_that_are_shares()
    {
        var digest = await PublishAsync("math/add", 1);
        await AddAsync("gsm8k", "base_accuracy", 0.99);
        await AddAsync("gsm8k", "perplexity", 0.98);
        Assert.Null(await ScoreAsync());

        await AddAsync("gsm8k", "accuracy", 0.6);
        await AddAsync("svamp", "accuracy", 0.4);
        Assert.Equal(0.6, await ScoreAsync());
        await AddAsync("gsm8k", "accuracy", 0.3); // measured again, and the newest counts
        Assert.Equal(0.4, await ScoreAsync());
        await AddAsync("svamp", "accuracy", 41); // a percentage, or a mistake
        Assert.Equal(0.3, await ScoreAsync());
        await AddAsync("gsm8k", "accuracy", -1);
        Assert.Null(await ScoreAsync());

        async Task<double?> ScoreAsync() => (await Registry.Catalog.FindAsync("math/add"))!.Score;

        async Task AddAsync(string suite, string metric, double value)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await Registry.Evaluations.AddAsync(digest, [new NewEvaluation(suite, metric, value)], Ann);
        }
    }

    [Fact]
    public async Task Figures_that_arrive_together_all_count_for_the_score()
    {
        var digest = await PublishAsync("math/add", 1);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(place => Registry.Evaluations.AddAsync(digest, [new NewEvaluation($"suite {place}", "accuracy", place / 20.0)], Ann)));

        Assert.Equal(1, (await Registry.Catalog.FindAsync("math/add"))!.Score);
        Assert.Equal(20, (await Registry.Evaluations.ListAsync(digest)).Count);
    }

    [Theory]
    [InlineData(0.95, "text/of-95")]
    [InlineData(0.9, "text/of-90 text/of-95")]
    [InlineData(0.71, "text/of-90 text/of-95")]
    [InlineData(0.7, "text/of-70 text/of-90 text/of-95")]
    [InlineData(0, "text/of-0 text/of-70 text/of-90 text/of-95")]
    [InlineData(1, "")]
    public async Task Versions_of_at_least_a_score_are_listed(double least, string names)
    {
        foreach (var score in new[] { 0, 70, 90, 95 })
            await MeasureAsync(await PublishAsync($"text/of-{score}", score + 1), score / 100.0);
        await PublishAsync("text/unknown", 200);

        var found = await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: new CatalogFilter { MinScore = least }));

        Assert.Equal(names, string.Join(' ', found.Items.Select(entry => entry.Name).Order()));
    }

    [Fact]
    public async Task Scores_of_figures_from_before_are_made_by_the_migration()
    {
        var digest = await PublishAsync("math/add", 1);
        await MeasureAsync(digest, 0.5);
        await Registry.ExecuteAsync("delete from version_scores");
        var migration = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "migrations", "0027_scores.sql"));

        await Registry.ExecuteAsync(migration[migration.IndexOf("insert into version_scores", StringComparison.Ordinal)..]);

        Assert.Equal(0.5, (await Registry.Catalog.FindAsync("math/add"))!.Score);
    }

    [Fact]
    public async Task Two_versions_are_compared_by_what_is_said_what_they_change_and_what_was_measured()
    {
        var one = await PublishAsync("math/add", 1);
        await PublishAsync("math/add", 2);
        await MeasureAsync(one, 0.5);

        using var measures = new AdapterMeasures(Registry.Catalog);
        var diffs = new VersionDiffs(Registry.Catalog, measures, Registry.Evaluations);
        var diff = await diffs.CompareAsync("math/add:1", "math/add:2");
        var same = await diffs.CompareAsync("math/add:1", one.Value);

        Assert.Equal(["version"], diff.Fields.Select(field => field.Field));
        Assert.Equal(2, diff.Weights!.Modules.Count);
        Assert.InRange(diff.Weights.Cosine!.Value, -0.999, 0.999);
        Assert.Equal(new FigurePair("gsm8k", "accuracy", 0.5, null), diff.Figures.Single());
        Assert.Contains(new FieldDifference("name", "math/add", "math/add"), diff.Facts);
        Assert.Equal((0, 1.0), (same.Fields.Count, Math.Round(same.Weights!.Cosine!.Value, 6)));
    }

    [Fact]
    public async Task Versions_too_large_to_be_read_are_compared_by_what_is_known()
    {
        await PublishAsync("math/add", 1);
        await PublishAsync("math/add", 2);
        using var measures = new AdapterMeasures(Registry.Catalog, mostBytes: 10);

        var diff = await new VersionDiffs(Registry.Catalog, measures, Registry.Evaluations).CompareAsync("math/add:1", "math/add:2");

        Assert.Null(diff.Weights);
        Assert.Matches("^'math/add:1' has [0-9]+ bytes; adapters of up to 10 are measured here\\.$", diff.NotCompared);
        Assert.Equal(["version"], diff.Fields.Select(field => field.Field));
    }

    [Theory]
    [InlineData(0, 10, 0, 0.278)]
    [InlineData(10, 10, 0.722, 1)]
    [InlineData(5, 10, 0.237, 0.763)]
    public void A_share_of_few_has_a_wide_interval(int right, int n, double low, double high)
    {
        var interval = Wilson.Interval(right, n);

        Assert.Equal((low, high), (Math.Round(interval.Low, 3), Math.Round(interval.High, 3)));
    }

    private async Task<string> RefusalAsync(int version) => (await Assert.ThrowsAsync<AliasEvaluationException>(() => Registry.Aliases.SetAsync("math/add", "champion", version, Ann))).Message;

    private Task MeasureAsync(Digest digest, double value) => Registry.Evaluations.AddAsync(digest, [new NewEvaluation("gsm8k", "accuracy", value) { N = 100 }], Ann);

    private async Task<Digest> PublishAsync(string name, int seed) => (await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), name)).Digest;
}
