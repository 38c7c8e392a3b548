using T2L.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Tests.Catalog;

public sealed class ModelCatalogTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Digest ModelDigest = Digest.Of("model"u8);
    private static readonly Digest NetworkDigest = Digest.Of("network"u8);

    private ModelCatalog Models => Registry.Models;

    [Fact]
    public async Task Registering_the_same_files_twice_keeps_one_row_and_its_name()
    {
        var first = await Models.RegisterAsync(Model("nano"));
        Time.Advance(TimeSpan.FromDays(1));
        var second = await Models.RegisterAsync(Model("renamed"));

        Assert.Equal((first.Digest, first.CreatedAt, "nano"), (second.Digest, second.CreatedAt, second.Name));
        Assert.Equal(["renamed"], second.AlsoCalled);
        Assert.Single(await Models.ListBaseModelsAsync());
    }

    [Fact]
    public async Task Registering_at_once_ends_with_one_row()
    {
        await Models.RegisterAsync(Model("nano"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Models.RegisterAsync(Network()))));

        var network = Assert.Single(await Models.ListHypernetworksAsync());
        Assert.Equal((NetworkDigest, ModelDigest, 8), (network.Digest, network.BaseModelDigest!.Value, network.Rank));
        Assert.Equal(["q_proj", "v_proj"], network.TargetModules);
    }

    [Fact]
    public async Task A_name_finds_the_newest_of_that_name()
    {
        await Models.RegisterAsync(Model("nano"));
        await Models.RegisterAsync(Network());
        Time.Advance(TimeSpan.FromDays(1));
        var newer = await Models.RegisterAsync(Network() with { Digest = Digest.Of("trained again"u8) });

        Assert.Equal(newer.Digest, (await Models.FindHypernetworkAsync("models/nano"))!.Digest);
        Assert.Equal(NetworkDigest, (await Models.FindHypernetworkAsync(NetworkDigest.Value))!.Digest);
        Assert.Equal(ModelDigest, (await Models.FindBaseModelAsync("nano"))!.Digest);
        Assert.Null(await Models.FindBaseModelAsync(NetworkDigest.Value));
        Assert.Null(await Models.FindHypernetworkAsync("other"));
    }

    [Fact]
    public async Task A_hypernetwork_for_an_unknown_base_model_is_refused()
    {
        var error = await Assert.ThrowsAsync<UnknownModelException>(() => Models.RegisterAsync(Network()));

        Assert.Contains($"base model {ModelDigest}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_modules_are_required()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Models.RegisterAsync(Model(" ")));
        await Assert.ThrowsAsync<ArgumentException>(() => Models.RegisterAsync(Model(new string('a', 257))));
        await Assert.ThrowsAsync<ArgumentException>(() => Models.RegisterAsync(Network() with { TargetModules = [] }));
    }

    private static BaseModel Model(string name) => new() { Digest = ModelDigest, Name = name, ModelType = "llama", Parameters = 1_000_000 };

    private static Hypernetwork Network() => new()
    {
        Digest = NetworkDigest,
        Name = "models/nano",
        BaseModel = "nano",
        BaseModelDigest = ModelDigest,
        Rank = 8,
        Alpha = 16,
        TargetModules = ["q_proj", "v_proj"],
        Parameters = 55_252_992,
    };
}
