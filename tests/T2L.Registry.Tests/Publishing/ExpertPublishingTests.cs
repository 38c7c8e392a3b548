using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Adapters.Svf;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Publishing;

public sealed class ExpertPublishingTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    [Fact]
    public async Task A_published_expert_has_its_kind_its_numbers_and_its_bytes()
    {
        var expert = SampleExpert.Of(SampleExpert.Decomposition, label: "Math, step by step");

        var published = await Registry.Publisher.PublishAsync(new AnyAdapter(expert), new Provenance());

        var entry = published.Entry;
        Assert.Equal(SvfExpertFile.DigestOf(expert), published.Digest);
        Assert.Equal((AdapterKind.Svf, null, null, 12L), (entry.Kind, entry.Rank, entry.Alpha, entry.Parameters));
        Assert.Equal(("nano", $"math-step-by-step-{published.Digest.Hex[..8]}"), (entry.BaseModel, entry.Name));
        Assert.Equal(SvfTargets.Mlp, entry.TargetModules);
        Assert.Equal([SvfExpertFile.Name], (await Registry.Catalog.FilesAsync(published.Digest)).Files.Select(file => file.Name));
        Assert.Equal(SvfExpertFile.ToBytes(expert), SvfExpertFile.ToBytes((await Registry.Catalog.LoadAnyAsync(published.Digest)).Expert!));
    }

    [Fact]
    public async Task The_base_model_is_linked_where_the_registry_knows_it()
    {
        var before = await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition, 1)), new Provenance());
        await Registry.Models.RegisterAsync(new BaseModel { Digest = SampleExpert.Decomposition.BaseDigest, Name = "nano" });
        var after = await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition, 2)), new Provenance());

        Assert.Null(before.Entry.BaseModelDigest);
        Assert.Equal(SampleExpert.Decomposition.BaseDigest, after.Entry.BaseModelDigest);
    }

    [Fact]
    public async Task Lists_show_one_kind_where_asked()
    {
        var lora = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance());
        var expert = await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance());

        Assert.Equal(2, (await Registry.Catalog.ListAsync()).Items.Count);
        Assert.Equal(expert.Digest, Assert.Single((await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: new CatalogFilter { Kind = AdapterKind.Svf }))).Items).Digest);
        Assert.Equal(lora.Digest, Assert.Single((await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: new CatalogFilter { Kind = AdapterKind.Lora }))).Items).Digest);
    }

    [Fact]
    public async Task A_mix_keeps_what_it_was_mixed_from()
    {
        var mix = new MixRecord(Digest.Of("mix"u8).Value, [new MixPart(Digest.Of("a"u8).Value, 0.25), new MixPart(Digest.Of("b"u8).Value, 0.75)]);

        var published = await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance { Mix = mix }, "mixed");

        Assert.Equal(mix.MixDigest, published.Entry.Mix!.MixDigest);
        Assert.Equal(mix.Parts, published.Entry.Mix.Parts);
    }

    [Fact]
    public async Task An_expert_is_not_handed_out_as_a_lora()
    {
        var published = await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance());

        var refusal = await Assert.ThrowsAsync<AdapterFormatException>(() => Registry.Catalog.LoadAsync(published.Digest));

        Assert.Equal(AdapterFormatError.Unsupported, refusal.Error);
        Assert.Contains($"adapter {published.Digest} is an SVF expert, not a LoRA.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update adapter_versions set rank = 4")]
    [InlineData("update adapter_versions set kind = 'dora'")]
    [InlineData("update adapter_versions set kind = 'lora'")]
    public async Task The_database_refuses_a_kind_that_contradicts_its_row(string statement)
    {
        await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance());
        await Registry.ExecuteAsync("alter table adapter_versions disable trigger adapter_versions_immutable");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync(statement));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
    }
}
