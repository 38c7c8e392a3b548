using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Map;
using T2L.Registry.Publishing;
using T2L.Registry.Tests.Search;

namespace T2L.Registry.Tests.Map;

public sealed class AdapterMapTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Digest Encoder = Digest.Of("encoder"u8), Another = Digest.Of("another"u8);

    private AdapterMap Map => new(Registry.Contexts);

    [Fact]
    public async Task Places_every_adapter_that_has_an_embedding()
    {
        await PublishAsync("text/one", [1, 0, 0]);
        await PublishAsync("text/two", [0, 1, 0]);
        await PublishAsync("text/none", null);

        var map = await Map.DrawAsync();

        Assert.Equal(["text/one", "text/two"], map.Points.Select(point => point.Name).Order());
        Assert.Equal(("text/one", 1, AdapterKind.Lora), map.Points.Where(point => point.Name == "text/one").Select(point => (point.Description, point.Version, point.Kind)).Single());
        Assert.True(Math.Abs(map.Points[0].X - map.Points[1].X) > 1);
        Assert.Equal((Encoder, false), (map.Encoder!.Value, map.IsSample));
    }

    [Fact]
    public async Task Encoders_have_maps_of_their_own()
    {
        await PublishAsync("text/one", [1, 0, 0]);
        Time.Advance(TimeSpan.FromSeconds(1));
        await PublishAsync("text/two", [0, 1], Another);

        Assert.Equal(new[] { Encoder, Another }.OrderBy(digest => digest.Value, StringComparer.Ordinal), (await Map.DrawAsync()).Encoders);
        Assert.Equal("text/two", Assert.Single((await Map.DrawAsync()).Points).Name);
        Assert.Equal("text/one", Assert.Single((await Map.DrawAsync(Encoder)).Points).Name);
        Assert.Null((await Map.DrawAsync(Digest.Of("unknown"u8))).Encoder);
    }

    [Fact]
    public async Task Of_many_a_sample_is_drawn_that_is_the_same_every_time()
    {
        var vectors = SampleVectors.Create(12, 8, seed: 2);
        for (var i = 0; i < vectors.Count; i++)
            await PublishAsync($"task-{i}", vectors[i]);

        var map = await Map.DrawAsync(most: 5);

        Assert.True(map.IsSample);
        Assert.Equal(5, map.Points.Count);
        Assert.Equal(map.Points, (await Map.DrawAsync(most: 5)).Points);
        Assert.False((await Map.DrawAsync(most: 12)).IsSample);
    }

    [Fact]
    public async Task What_is_published_or_deleted_shows_at_once()
    {
        var map = Map;
        await PublishAsync("text/one", [1, 0, 0]);
        await PublishAsync("text/two", [0, 1, 0]);
        await map.DrawAsync();

        await PublishAsync("text/three", [0, 0, 1]);
        await Registry.Deletion.DeleteAsync("text/one:1", new Actor("ann"));

        Assert.Equal(["text/three", "text/two"], (await map.DrawAsync()).Points.Select(point => point.Name).Order());
    }

    [Fact]
    public async Task An_empty_registry_has_an_empty_map()
    {
        var map = await Map.DrawAsync();

        Assert.Empty(map.Points);
        Assert.Empty(map.Encoders);
        Assert.Null(map.Encoder);
    }

    private Task PublishAsync(string name, float[]? embedding, Digest? encoder = null) => Registry.Publisher.PublishAsync(
        SampleAdapter.Create(name.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter))),
        new Provenance { Description = name, Embedding = embedding, Encoder = embedding is null ? null : encoder ?? Encoder }, name);
}
