using System.Text.Json;
using System.Text.RegularExpressions;
using T2L.Adapters;
using T2L.Registry.Bom;
using T2L.Registry.Data;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Bom;

/// <summary>By hand against the fields that CycloneDX 1.6 requires and the values that it allows; the schema itself is not at hand.</summary>
public sealed partial class BillOfMaterialsTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly HashSet<string> Types =
    [
        "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset",
    ];

    [Fact]
    public async Task It_says_what_an_adapter_was_made_from()
    {
        var network = await RegisterHypernetworkAsync("network");
        var model = Digest.Of("base"u8);
        await Registry.Models.RegisterAsync(new BaseModel { Digest = model, Name = "t2l-nano", Revision = "r1" });
        var encoder = Digest.Of("encoder"u8);
        var published = await Registry.Publisher.PublishAsync(
            SampleAdapter.Create(1), new Provenance { Description = "Add two numbers.", Hypernetwork = network, BaseModel = model, Encoder = encoder, Seed = 7 }, "math/sum");

        var bom = await BomAsync(published);

        var main = bom.GetProperty("metadata").GetProperty("component");
        Assert.Equal(("machine-learning-model", "math/sum", "1", "Add two numbers."), (Text(main, "type"), Text(main, "name"), Text(main, "version"), Text(main, "description")));
        Assert.Equal(published.Digest.Hex, Text(main.GetProperty("hashes")[0], "content"));
        Assert.Equal("text-generation", Text(main.GetProperty("modelCard").GetProperty("modelParameters"), "task"));
        var ancestors = main.GetProperty("pedigree").GetProperty("ancestors").EnumerateArray().Select(item => (Property(item, "t2l:role"), Text(item, "name"), Property(item, "t2l:digest")));
        Assert.Equal([("base model", "t2l-nano", model.Value), ("hypernetwork", "network", network.Value), ("text encoder", encoder.Value, encoder.Value)], ancestors);
        Assert.Equal("7", Property(main, "t2l:seed"));
        IsCycloneDx(bom);
    }

    [Fact]
    public async Task An_adapter_of_unknown_origin_has_one_too()
    {
        var published = await Registry.Publisher.PublishAsync(SampleAdapter.Create(2, baseModel: ""), new Provenance());

        var bom = await BomAsync(published);

        Assert.Equal(2, bom.GetProperty("components").GetArrayLength());
        IsCycloneDx(bom);
    }

    [Fact]
    public async Task The_same_version_gives_the_same_document()
    {
        var published = await Registry.Publisher.PublishAsync(SampleAdapter.Create(3), new Provenance());

        Assert.Equal((await BomAsync(published)).GetRawText(), (await BomAsync(published)).GetRawText());
    }

    private static void IsCycloneDx(JsonElement bom)
    {
        Assert.Equal(("CycloneDX", "1.6"), (Text(bom, "bomFormat"), Text(bom, "specVersion")));
        Assert.Matches(SerialNumber(), Text(bom, "serialNumber"));
        Assert.True(DateTimeOffset.TryParse(Text(bom.GetProperty("metadata"), "timestamp"), System.Globalization.CultureInfo.InvariantCulture, out _));
        var main = bom.GetProperty("metadata").GetProperty("component");
        var all = bom.GetProperty("components").EnumerateArray().Append(main).ToList();
        Assert.All(all, IsComponent);
        Assert.All(main.GetProperty("pedigree").GetProperty("ancestors").EnumerateArray(), IsComponent);
        var references = all.Select(item => Text(item, "bom-ref")).ToList();
        Assert.Equal(references.Count, references.Distinct().Count());
        var link = bom.GetProperty("dependencies").EnumerateArray().Single();
        Assert.Equal(Text(main, "bom-ref"), Text(link, "ref"));
        Assert.All(link.GetProperty("dependsOn").EnumerateArray(), item => Assert.Contains(item.GetString()!, references));
    }

    private static void IsComponent(JsonElement item)
    {
        Assert.Contains(Text(item, "type"), Types);
        Assert.NotEmpty(Text(item, "name"));
        if (item.TryGetProperty("hashes", out var hashes))
            Assert.All(hashes.EnumerateArray(), hash => Assert.Matches("^SHA-256 [0-9a-f]{64}$", $"{Text(hash, "alg")} {Text(hash, "content")}"));
        Assert.All(item.GetProperty("properties").EnumerateArray(), property => Assert.NotEmpty(Text(property, "name")));
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static string Property(JsonElement item, string name) => Text(item.GetProperty("properties").EnumerateArray().Single(property => Text(property, "name") == name), "value");

    private async Task<JsonElement> BomAsync(PublishedVersion published) =>
        JsonDocument.Parse(await new BillOfMaterials(Registry.Catalog, Registry.Models).OfAsync(published.Entry)).RootElement;

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    private static partial Regex SerialNumber();
}
