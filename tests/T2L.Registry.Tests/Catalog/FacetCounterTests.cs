using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Catalog.Facets;
using T2L.Registry.Evaluations;
using T2L.Registry.Metadata;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Catalog;

public sealed class FacetCounterTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    [Fact]
    public async Task Values_are_counted_as_choosing_them_would_find()
    {
        await PublishAsync(1, "text/one", "nano");
        await PublishAsync(2, "text/two", "nano");
        await PublishAsync(3, "text/three", "large");
        await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance(), "svf/four");
        await Registry.Aliases.SetAsync("text/one", "champion", 1, new Actor("ann"));
        await Registry.Metadata.ChangeAsync("text/two", new MetadataChange { Owner = "ann", Tags = ["fast"] }, new Actor("ann"));

        var all = await CountAsync(new CatalogFilter());
        var some = await CountAsync(new CatalogFilter { BaseModel = "large" });

        Assert.Equal(new FacetCount(4, false), all.Found);
        Assert.Equal("lora 3, svf 1", Values(all, "kind"));
        Assert.Equal("nano 3, large 1", Values(all, "base_model"));
        Assert.Equal("champion 1", Values(all, "alias"));
        Assert.Equal(("2 3", "ann 1", "fast 1"), (Values(all, "rank"), Values(all, "owner"), Values(all, "tag")));
        Assert.Equal((1, "lora 1", "nano 3, large 1"), (some.Found.Number, Values(some, "kind"), Values(some, "base_model")));
        Assert.Equal("large", some.Facets.Single(facet => facet.Name == "base_model").Chosen);
    }

    [Fact]
    public async Task Ranges_of_scores_stand_from_the_best_down_and_what_was_not_measured_last()
    {
        foreach (var (seed, score) in new[] { (1, 0.2), (2, 0.95), (3, 0.9), (4, 0.7), (5, double.NaN) })
        {
            await PublishAsync(seed, $"text/of-{seed}", "nano");
            if (double.IsFinite(score))
                await MeasureAsync($"text/of-{seed}", "accuracy", score);
        }

        var all = await CountAsync(new CatalogFilter());
        var chosen = await CountAsync(new CatalogFilter { Score = "0.9" });

        Assert.Equal("0.9 2, 0.7 1, 0 1, none 1", Values(all, "score"));
        Assert.Equal((2, "0.9 2, 0.7 1, 0 1, none 1"), (chosen.Found.Number, Values(chosen, "score")));
        Assert.Equal(1, (await CountAsync(new CatalogFilter { Score = "none" })).Found.Number);
        Assert.Equal(0, (await CountAsync(new CatalogFilter { Score = "0.5" })).Found.Number);
    }

    [Fact]
    public async Task A_value_that_finds_nothing_is_still_there_when_it_is_chosen()
    {
        await PublishAsync(1, "text/one", "nano");

        Assert.Equal("nano 1, none 0", Values(await CountAsync(new CatalogFilter { BaseModel = "none" }), "base_model"));
    }

    [Fact]
    public async Task Counting_stops_and_says_so_and_rare_values_are_named_all_the_same()
    {
        await PublishAsync(1, "text/one", "nano");
        await CopyAsync(1500, "common");
        await PublishAsync(2, "text/two", "rare");

        var counted = await CountAsync(new CatalogFilter());

        Assert.Equal(new FacetCount(1000, true), counted.Found);
        var models = counted.Facets.Single(facet => facet.Name == "base_model").Values;
        Assert.Equal(["common", "nano", "rare"], models.Select(model => model.Value).Order());
        Assert.All(models, model => Assert.True(model.Count.AtLeast));
        Assert.Equal(new FacetCount(1, false), (await CountAsync(new CatalogFilter { BaseModel = "rare" })).Found);
    }

    private async Task MeasureAsync(string name, string metric, double value) => await Registry.Evaluations.AddAsync(
        (await Registry.Catalog.FindAsync(name))!.Digest, [new NewEvaluation("suite", metric, value)], new Actor("ann"));

    // Rows as publishing makes them, without bytes.
    private Task<int> CopyAsync(int number, string baseModel) => Registry.ExecuteAsync($"""
        insert into adapter_versions (id, digest, adapter_id, version, base_model, rank, alpha, target_modules, parameters, bytes, created_at)
        select gen_random_uuid(), 'sha256:' || encode(sha256(i::text::bytea), 'hex'), a.id, i + 1, '{baseModel}', 2, 4, array['q_proj'], 1, 1, now()
        from adapters a, generate_series(1, {number}) i where a.name = 'text/one'
        """);

    private Task<CatalogFacets> CountAsync(CatalogFilter filter) => new FacetCounter(Registry.Contexts).CountAsync(filter);

    private static string Values(CatalogFacets facets, string name) =>
        string.Join(", ", facets.Facets.Single(facet => facet.Name == name).Values.Select(value => $"{value.Value} {value.Count.Number}"));

    private async Task PublishAsync(int seed, string name, string baseModel) =>
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed, baseModel), new Provenance(), name);
}
