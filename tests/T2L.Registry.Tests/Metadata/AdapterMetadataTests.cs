using Microsoft.EntityFrameworkCore;
using Npgsql;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Metadata;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Metadata;

public sealed class AdapterMetadataTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Ann = new("ann"), Bob = new("bob");

    private AdapterMetadata Metadata => Registry.Metadata;

    [Fact]
    public async Task What_is_said_of_an_adapter_is_shown_with_every_version_of_it()
    {
        await PublishAsync("math/add", 1);
        await PublishAsync("math/add", 2);

        var said = await Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "team-math", AddTags = ["algebra", "school"], Properties = Properties(("cost", PropertyValue.Of(1.5)), ("live", PropertyValue.Of(true)), ("note", PropertyValue.Of("a \"b\""))) }, Ann);

        Assert.Equal(("team-math", "ann", Time.GetUtcNow()), (said.Owner, said.ChangedBy, said.ChangedAt));
        Assert.All((await Registry.Catalog.ListAsync()).Items, entry =>
        {
            Assert.Equal("team-math", entry.Owner);
            Assert.Equal(["algebra", "school"], entry.Tags);
            Assert.Equal((1.5, true, "a \"b\""), (entry.Properties["cost"].Number, entry.Properties["live"].Flag, entry.Properties["note"].Text));
        });
        var line = (await Registry.DoneAsync("math/add")).Single();
        Assert.Equal(("ann", "adapter.metadata", null, said.Change), (line.Actor, line.Action, line.Version, line.Id));
        Assert.Equal(("team-math", "algebra, school", "cost, live, note"), (line.Details["owner"], line.Details["tags_added"], line.Details["properties_set"]));
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        await PublishAsync("math/add", 1);
        await Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "ann", Tags = ["a", "b"], Properties = Properties(("x", PropertyValue.Of(1)), ("y", PropertyValue.Of(2))) }, Ann);

        var said = await Metadata.ChangeAsync("math/add", new MetadataChange { AddTags = ["c", "b"], RemoveTags = ["a", "z"], Properties = Properties(("x", null), ("z", PropertyValue.Of("3"))) }, Bob);
        var same = await Metadata.ChangeAsync("math/add", new MetadataChange { AddTags = ["c"], Properties = Properties(("none", null)) }, Ann);
        var nobodys = await Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "", Tags = [] }, Ann);

        Assert.Equal("ann", said.Owner);
        Assert.Equal(["b", "c"], said.Tags);
        Assert.Equal(["y", "z"], said.Properties.Keys.Order());
        Assert.Equal(said.Change, same.Change);
        Assert.Equal((null, 0), (nobodys.Owner, nobodys.Tags.Count));
        Assert.Equal(3, (await Registry.DoneAsync("math/add")).Count);
    }

    [Fact]
    public async Task Of_two_who_saw_the_same_one_changes_it()
    {
        await PublishAsync("math/add", 1);
        var seen = (await Metadata.FindAsync("math/add")).Change;
        Assert.Equal(Guid.Empty, seen);

        var first = await Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "ann" }, Ann, seen);
        var refusal = await Assert.ThrowsAsync<MetadataConflictException>(() => Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "bob" }, Bob, seen));
        await Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "bob" }, Bob, first.Change);

        Assert.Equal("Owner, tags or properties of 'math/add' were changed by somebody else in between. Look at them, and decide again.", refusal.Message);
        Assert.Equal("bob", (await Metadata.FindAsync("math/add")).Owner);
    }

    [Fact]
    public async Task There_is_an_end_to_tags_and_properties()
    {
        await PublishAsync("math/add", 1);
        await Metadata.ChangeAsync("math/add", new MetadataChange { Tags = [.. Enumerable.Range(0, 50).Select(i => $"t{i}")], Properties = Properties([.. Enumerable.Range(0, 100).Select(i => ($"p{i}", PropertyValue.Of(i)))]) }, Ann);

        var tags = await Assert.ThrowsAsync<ArgumentException>(() => Metadata.ChangeAsync("math/add", new MetadataChange { AddTags = ["more"] }, Ann));
        var properties = await Assert.ThrowsAsync<ArgumentException>(() => Metadata.ChangeAsync("math/add", new MetadataChange { Properties = Properties(("more", PropertyValue.Of(1))) }, Ann));

        Assert.Equal("'math/add' would have 51 tags; at most 50 are allowed. Take some away.", tags.Message);
        Assert.Equal("'math/add' would have 101 properties; at most 100 are allowed. Take some away.", properties.Message);
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Metadata.ChangeAsync("math/none", new MetadataChange(), Ann));
    }

    [Fact]
    public async Task The_database_takes_no_other_kinds_of_values()
    {
        await PublishAsync("math/add", 1);

        foreach (var json in new[] { """{"a": [1]}""", """{"a": null}""", """{"a": {"b": 1}}""", "[1]" })
            await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync($"update adapters set properties = '{json}'"));
    }

    [Fact]
    public async Task Lists_are_filtered_by_owner_tags_properties_and_rank()
    {
        await PublishAsync("math/add", 1);
        await PublishAsync("math/sub", 2);
        await PublishAsync("text/up", 3);
        await Metadata.ChangeAsync("math/add", new MetadataChange { Owner = "ann", Tags = ["school", "old"], Properties = Properties(("level", PropertyValue.Of(3)), ("live", PropertyValue.Of(true))) }, Ann);
        await Metadata.ChangeAsync("math/sub", new MetadataChange { Owner = "bob", Tags = ["school"], Properties = Properties(("level", PropertyValue.Of("3"))) }, Ann);

        Assert.Equal(["math/add", "math/sub"], await NamesAsync(new CatalogFilter { Tags = ["school"] }));
        Assert.Equal(["math/add"], await NamesAsync(new CatalogFilter { Tags = ["school", "old"] }));
        Assert.Equal(["math/sub"], await NamesAsync(new CatalogFilter { Owner = "bob", Tags = ["school"] }));
        Assert.Equal(["math/add", "math/sub"], await NamesAsync(new CatalogFilter { Properties = [new("level", "3")] }));
        Assert.Equal(["math/add"], await NamesAsync(new CatalogFilter { Properties = [new("level", "3"), new("live", "true")] }));
        Assert.Empty(await NamesAsync(new CatalogFilter { Properties = [new("live", "false")] }));
        Assert.Empty(await NamesAsync(new CatalogFilter { Rank = 3 }));
        Assert.Equal(3, (await NamesAsync(new CatalogFilter { Rank = 2 })).Count);
        Assert.Equal("Tags", new CatalogFilter { Tags = ["a\0"] }.Fault()?.Property);
        Assert.Equal("Properties", new CatalogFilter { Properties = [new("A", "x")] }.Fault()?.Property);
    }

    [Fact]
    public async Task Filters_by_tag_and_property_are_served_by_their_indexes()
    {
        await Registry.ExecuteAsync("""
            insert into adapters (id, name, latest_version, created_at, tags, properties)
              select gen_random_uuid(), 'a/' || i, 1, now(), array['t' || i % 1000], jsonb_build_object('level', i) from generate_series(1, 20000) i;
            analyze adapters
            """);
        var db = await Registry.Contexts.CreateDbContextAsync();
        await using (db)
        {
            var sql = new CatalogFilter { Tags = ["t7"], Properties = [new("level", "7")] }.Apply(db.AdapterVersions).Select(x => x.Id).ToQueryString();
            Assert.Matches(@"@Tags <@ \w+\.tags", sql);
            Assert.Contains("properties @> @", sql, StringComparison.Ordinal);
        }
        Assert.Contains("adapters_by_tag", await PlanAsync("select 1 from adapters where tags @> array['t7']"), StringComparison.Ordinal);
        Assert.Contains("adapters_by_property", await PlanAsync("""select 1 from adapters where properties @> '{"level": 7}'"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_is_written_read_written_anew_and_taken_away()
    {
        await PublishAsync("math/add", 1);
        await Assert.ThrowsAsync<CardNotFoundException>(() => Metadata.FindCardAsync("math/add"));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Metadata.FindCardAsync("math/none"));

        var (card, isNew) = await Metadata.WriteCardAsync("math/add", "# Adds", Ann, Guid.Empty);
        var (same, _) = await Metadata.WriteCardAsync("math/add", "# Adds", Bob);
        await Assert.ThrowsAsync<MetadataConflictException>(() => Metadata.WriteCardAsync("math/add", "# Mine", Bob, Guid.Empty));
        var (second, secondIsNew) = await Metadata.WriteCardAsync("math/add", "# Mine", Bob, card.Change);

        Assert.Equal((true, false, card), (isNew, secondIsNew, same));
        Assert.Equal(("# Mine", "bob"), (second.Text, second.ChangedBy));
        Assert.Equal(second, await Metadata.FindCardAsync("math/add"));
        await Assert.ThrowsAsync<MetadataConflictException>(() => Metadata.RemoveCardAsync("math/add", Ann, card.Change));
        await Metadata.RemoveCardAsync("math/add", Ann, second.Change);
        await Assert.ThrowsAsync<CardNotFoundException>(() => Metadata.RemoveCardAsync("math/add", Ann));
        Assert.Equal(["card.remove", "card.write", "card.write"], (await Registry.DoneAsync("math/add")).Select(line => line.Action).Order());
    }

    [Fact]
    public void A_card_is_text_of_at_most_64_KiB()
    {
        Assert.Null(CardText.Fault(new string('ä', CardText.MaxBytes / 2)));
        Assert.Equal("The card has 65538 bytes; at most 65536 are kept. Shorten it, or link to the rest.", CardText.Fault(new string('ä', (CardText.MaxBytes / 2) + 1)));
        Assert.Equal("The card is not text: character 2 is U+0000. Letters, spaces, tabs and line breaks are fine.", CardText.Fault("a\0"));
        Assert.Equal("The card is empty; expected Markdown. To have none, delete it.", CardText.Fault(" \n"));
    }

    private static Dictionary<string, PropertyValue?> Properties(params (string Key, PropertyValue? Value)[] properties) => properties.ToDictionary(one => one.Key, one => one.Value);

    private async Task<string> PlanAsync(string query) => (string)(await Registry.ScalarAsync($"explain (format json) {query}"))!;

    private async Task<IReadOnlyList<string>> NamesAsync(CatalogFilter filter) =>
        [.. (await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: filter))).Items.Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    private Task PublishAsync(string name, int seed) => Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), name);
}
