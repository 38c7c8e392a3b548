using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class CatalogSearchTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Digest Encoder = Digest.Of("encoder"u8);
    private static readonly Actor Ann = new("ann");

    [Fact]
    public async Task The_order_is_that_of_exact_cosines_whatever_the_index_rounds()
    {
        var vectors = SampleVectors.Create(120, 48, seed: 1);
        for (var i = 0; i < vectors.Count; i++)
            await PublishAsync($"task-{i}", vectors[i]);
        var query = SampleVectors.Create(1, 48, seed: 2)[0];

        var page = await SearchAsync(new CatalogPageRequest(20), query);

        Assert.Equal(
            vectors.Select((vector, i) => (Name: $"task-{i}", Cosine: Direction.Cosine(query, vector))).OrderByDescending(x => x.Cosine).Take(20).Select(x => x.Name),
            page.Items.Select(entry => entry.Name));
        Assert.All(page.Items, entry => Assert.Equal(Direction.Cosine(query, vectors[int.Parse(entry.Name[5..], null)]), entry.Similarity!.Value, 4));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_end()
    {
        var vectors = SampleVectors.Create(7, 8, seed: 3);
        for (var i = 0; i < vectors.Count; i++)
            await PublishAsync($"task-{i}", vectors[i]);

        var first = await SearchAsync(new CatalogPageRequest(3), vectors[0]);
        var second = await SearchAsync(new CatalogPageRequest(3, first.Next), vectors[0]);
        var third = await SearchAsync(new CatalogPageRequest(3, second.Next), vectors[0]);

        Assert.Equal(7, first.Items.Concat(second.Items).Concat(third.Items).Select(entry => entry.Id).Distinct().Count());
        Assert.Equal("task-0", first.Items[0].Name);
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Filters_hold_and_what_they_leave_is_still_in_order()
    {
        await PublishAsync("math/near", [1, 0.1f]);
        await PublishAsync("text/nearer", [1, 0]);
        await PublishAsync("math/far", [0, 1]);

        var page = await SearchAsync(new CatalogPageRequest(Filter: new CatalogFilter { Name = "math/" }), [1, 0]);

        Assert.Equal(["math/near", "math/far"], page.Items.Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_filter_that_takes_the_nearest_away_does_not_take_the_next_with_them()
    {
        for (var i = 0; i < 60; i++)
            await PublishAsync($"near-{i}", [1, i * 0.001f]);
        await PublishAsync("far", [0, 1]);
        foreach (var i in Enumerable.Range(0, 60))
            await Registry.Deletion.DeleteAsync($"near-{i}", Ann);

        Assert.Equal(["far"], (await SearchAsync(new CatalogPageRequest(5), [1, 0])).Items.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("common")] // more pass than are compared one by one
    [InlineData("rare")]
    public async Task A_filter_that_many_pass_leaves_the_order_of_exact_cosines(string model)
    {
        await InsertAsync(2600);
        var query = SampleVectors.Create(1, 16, seed: 4)[0];

        using var index = new EmbeddingIndex(Registry.Contexts, TimeProvider.System);
        var search = new CatalogSearch(Registry.Contexts, new SemanticSearch(Registry.Contexts, index));
        Task<CatalogPage> FindAsync() => search.SearchAsync(new CatalogPageRequest(20, Filter: new CatalogFilter { BaseModel = model }), new TaskQuery(query, Encoder));

        var page = await FindAsync();
        var again = await FindAsync(); // now the index knows how many there are of each base model

        Assert.Equal(page.Items.Select(entry => entry.Id), again.Items.Select(entry => entry.Id));
        await using var db = await Registry.Contexts.CreateDbContextAsync();
        var rows = await db.AdapterVersions.Where(version => version.BaseModel == model).Select(version => new { version.Id, version.Embedding }).ToListAsync();
        Assert.Equal(rows.OrderByDescending(row => Direction.Cosine(query, row.Embedding)).Take(20).Select(row => row.Id), page.Items.Select(entry => entry.Id));
    }

    [Fact]
    public async Task What_is_published_after_the_first_search_is_found_and_what_is_deleted_is_not()
    {
        using var index = new EmbeddingIndex(Registry.Contexts, TimeProvider.System);
        var search = new CatalogSearch(Registry.Contexts, new SemanticSearch(Registry.Contexts, index));
        await PublishAsync("first", [1, 0]);
        Assert.Equal(["first"], await NamesAsync());

        await PublishAsync("second", [1, 0.5f]);
        Time.Advance(TimeSpan.FromHours(1));
        await PublishAsync("third", [1, 1]);
        Assert.Equal(["first", "second", "third"], await NamesAsync());

        await Registry.Deletion.DeleteAsync("first", Ann);
        Assert.Equal(["second", "third"], await NamesAsync());

        async Task<IEnumerable<string>> NamesAsync() =>
            (await search.SearchAsync(new CatalogPageRequest(), new TaskQuery([1, 0], Encoder))).Items.Select(entry => entry.Name);
    }

    [Fact]
    public async Task Adapters_of_another_encoder_are_not_compared()
    {
        await PublishAsync("ours", [1, 0]);
        await PublishAsync("theirs", [1, 0], Digest.Of("another encoder"u8));

        Assert.Equal(["ours"], (await SearchAsync(new CatalogPageRequest(), [1, 0])).Items.Select(entry => entry.Name));
    }

    [Fact]
    public async Task Words_alone_give_the_best_match_first_whenever_it_was_published()
    {
        await PublishAsync("a", [1, 0], description: "Reverse the letters of the word; reverse every word.");
        Time.Advance(TimeSpan.FromHours(1));
        await PublishAsync("b", [1, 0], description: "Count the letters. Do not reverse.");

        var page = await SearchAsync(new CatalogPageRequest(Filter: new CatalogFilter { Text = "reverse word" }), null);
        Assert.Equal(["a"], page.Items.Select(entry => entry.Name));
        page = await SearchAsync(new CatalogPageRequest(Filter: new CatalogFilter { Text = "reverse" }), null);
        Assert.Equal(["a", "b"], page.Items.Select(entry => entry.Name));
        Assert.All(page.Items, entry => Assert.Null(entry.Similarity));
    }

    [Fact]
    public async Task Words_and_a_task_together_put_first_what_both_find()
    {
        await PublishAsync("words-only", [0, 1], description: "Reverse it.");
        await PublishAsync("both", [1, 0.2f], description: "Reverse the word, reverse it again.");
        await PublishAsync("task-only", [1, 0], description: "Write it backwards.");

        var page = await SearchAsync(new CatalogPageRequest(Filter: new CatalogFilter { Text = "reverse" }), [1, 0]);

        Assert.Equal("both", page.Items[0].Name);
        Assert.Equal(["both", "task-only", "words-only"], page.Items.Select(entry => entry.Name).Order());
    }

    [Theory]
    [InlineData("from-")]
    [InlineData("from-0")]
    [InlineData("from--1")]
    [InlineData("from-200")]
    [InlineData("from-99999999999")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_page_token_that_was_not_given_out_is_refused(string token) =>
        await Assert.ThrowsAsync<PageTokenException>(() => SearchAsync(new CatalogPageRequest(After: token), [1, 0]));

    [Fact]
    public async Task A_search_for_nothing_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() => SearchAsync(new CatalogPageRequest(), null));

    // Half of them are for one base model, one in a hundred for another.
    private Task InsertAsync(int count) => Registry.ExecuteAsync($"""
        insert into adapters (id, name, latest_version, created_at) select md5('a' || i)::uuid, 'many/' || i, 1, now() from generate_series(1, {count}) i;
        insert into adapter_versions (id, digest, adapter_id, version, kind, embedding, base_model, encoder_digest, rank, alpha, target_modules, parameters, bytes, created_at)
        select md5('v' || i)::uuid, 'sha256:' || encode(sha256(convert_to(i::text, 'UTF8')), 'hex'), md5('a' || i)::uuid, 1, 'lora', (select array_agg(sin(i * (j + 0.37) * 1.7)::real order by j) from generate_series(1, 16) j),
          case when i % 100 = 50 then 'rare' when i % 2 = 0 then 'common' else 'other' end, '{Encoder.Value}', 8, 16, array['q_proj'], 1, 1, now() - i * interval '1 second'
        from generate_series(1, {count}) i;
        """);

    private async Task<CatalogPage> SearchAsync(CatalogPageRequest page, float[]? near)
    {
        using var index = new EmbeddingIndex(Registry.Contexts, TimeProvider.System);
        return await new CatalogSearch(Registry.Contexts, new SemanticSearch(Registry.Contexts, index)).SearchAsync(page, near is null ? null : new TaskQuery(near, Encoder));
    }

    private Task PublishAsync(string name, float[] embedding, Digest? encoder = null, string? description = null) => Registry.Publisher.PublishAsync(
        SampleAdapter.Create(name.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter))),
        new Provenance { Description = description ?? name, Embedding = embedding, Encoder = encoder ?? Encoder }, name);
}
