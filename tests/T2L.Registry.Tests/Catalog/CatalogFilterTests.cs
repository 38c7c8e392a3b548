using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Catalog;

public sealed class CatalogFilterTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    [Theory]
    [InlineData("reverse", "text/backwards")] // 'Reverses' in the description: endings do not count
    [InlineData("backwards", "text/backwards")] // in the name
    [InlineData("REVERSING", "text/backwards")]
    [InlineData("capital -city", "text/capitals")]
    [InlineData("\"capital city\"", "geo/capital_city")]
    [InlineData("backwards or capitals", "text/backwards", "text/capitals", "geo/capital_city")]
    [InlineData("text", "text/backwards", "text/capitals")] // the team, part of the name
    [InlineData("nothing-like-it")]
    [InlineData("the")] // a word that says nothing finds nothing
    [InlineData("'; drop table adapters; --")]
    [InlineData("((( & | !")]
    public async Task Words_of_name_and_description_are_found(string text, params string[] names)
    {
        await PublishAsync(1, "text/backwards", "Reverses the letters of a word.");
        await PublishAsync(2, "text/capitals", "Write the word in capital letters.");
        await PublishAsync(3, "geo/capital_city", "Name the capital city of the country.");

        Assert.Equal(names.Order(), (await NamesAsync(new CatalogFilter { Text = text })).Order());
    }

    [Theory]
    [InlineData("math/", "math/add", "math/a_b")]
    [InlineData("math/a_", "math/a_b")]
    [InlineData("%")]
    [InlineData("math\\")]
    [InlineData("Math/")]
    public async Task A_name_is_found_by_its_beginning_letter_by_letter(string beginning, params string[] names)
    {
        await PublishAsync(1, "math/add", null);
        await PublishAsync(2, "math/a_b", null);
        await PublishAsync(3, "text/math", null);

        Assert.Equal(names.Order(), (await NamesAsync(new CatalogFilter { Name = beginning })).Order());
    }

    [Fact]
    public async Task All_filters_have_to_hold_on_every_page()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            await PublishAsync(seed, $"math/add-{seed}", "Add the numbers.");
            await Registry.Aliases.SetAsync($"math/add-{seed}", seed % 2 == 0 ? "canary" : "champion", 1, new Actor("ann"));
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        await PublishAsync(9, "math/add-9", "Add the numbers.", baseModel: "other");
        var filter = new CatalogFilter { Name = "math/", Text = "add", Alias = "champion", BaseModel = "nano" };

        var first = await Registry.Catalog.ListAsync(new CatalogPageRequest(2, Filter: filter));
        var second = await Registry.Catalog.ListAsync(new CatalogPageRequest(2, first.Next, filter));

        Assert.Equal(["math/add-5", "math/add-3"], first.Items.Select(entry => entry.Name));
        Assert.Equal(["math/add-1"], second.Items.Select(entry => entry.Name));
        Assert.Null(second.Next);
        Assert.Equal(["math/add-9"], await NamesAsync(new CatalogFilter { BaseModel = "other" }));
    }

    [Fact]
    public void What_cannot_be_looked_for_is_refused_with_its_property()
    {
        Assert.Equal(("Text", "The text to look for has 501 characters; at most 500 are allowed."), new CatalogFilter { Text = new string('a', 501) }.Fault());
        Assert.Equal("Alias", new CatalogFilter { Alias = "Best" }.Fault()!.Value.Property);
        Assert.Equal("Name", new CatalogFilter { Name = "a\0" }.Fault()!.Value.Property);
        Assert.Null(new CatalogFilter { Text = "\"unclosed", Name = "' or 1=1", Alias = "champion" }.Fault());
    }

    [Fact]
    public async Task Words_and_beginnings_are_looked_up_in_an_index()
    {
        await Registry.ExecuteAsync("""
            insert into adapters (id, name, latest_version, created_at) select gen_random_uuid(), 'team-' || i || '/task', 1, now() from generate_series(1, 3000) i;
            insert into adapter_versions (id, digest, adapter_id, version, description, base_model, rank, alpha, target_modules, parameters, bytes, created_at)
              select gen_random_uuid(), 'sha256:' || encode(sha256(name::bytea), 'hex'), id, 1, 'Do ' || name, 'nano', 2, 4, '{q_proj}', 1, 1, now() from adapters;
            analyze adapters, adapter_versions;
            """);
        await using var db = await Registry.Contexts.CreateDbContextAsync();

        Assert.Contains("adapter_versions_by_words", await PlanAsync(db, new CatalogFilter { Text = "reverse" }), StringComparison.Ordinal);
        Assert.Contains("adapter_versions_by_beginning_of_name", await PlanAsync(db, new CatalogFilter { Name = "math" }), StringComparison.Ordinal);
        Assert.Contains("adapter_versions_by_team", await PlanAsync(db, new CatalogFilter { Name = "math/" }), StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(T2L.Registry.Data.RegistryDb db, CatalogFilter filter)
    {
        await using var command = filter.Apply(db.AdapterVersions.AsNoTracking()).Select(x => x.Id).CreateDbCommand();
        command.CommandText = "explain " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        var plan = "";
        while (await reader.ReadAsync())
            plan += reader.GetString(0) + "\n";
        return plan;
    }

    private async Task<IEnumerable<string>> NamesAsync(CatalogFilter filter) =>
        (await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: filter))).Items.Select(entry => entry.Name);

    private Task PublishAsync(int seed, string name, string? description, string baseModel = "nano") =>
        Registry.Publisher.PublishAsync(SampleAdapter.Create(seed, baseModel), new Provenance { Description = description }, name);
}
