using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Publishing;

public sealed class ExpertMixerTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private ExpertMixer Mixer => new(Registry.Catalog, Registry.Publisher);

    [Fact]
    public async Task A_mix_is_an_expert_with_its_lineage()
    {
        var (one, other) = (await PublishAsync(1, "svf/one"), await PublishAsync(2, "svf/two"));

        var mix = await Mixer.MixAsync(Order(("svf/one", 0.25), ($"{other}", 0.75)) with { Name = "svf/both" });

        Assert.Equal((true, "svf/both", 1, AdapterKind.Svf), (mix.IsNew, mix.Entry.Name, mix.Entry.Version, mix.Entry.Kind));
        Assert.Equal([new(one.Value, 0.25), new(other.Value, 0.75)], mix.Entry.Mix!.Parts);
        var expert = (await Registry.Catalog.LoadAnyAsync(mix.Digest)).Expert!;
        Assert.Equal((mix.Entry.Mix.MixDigest, "gate"), (expert.Manifest.Origin.Details["mix_digest"], mix.Entry.Mix.Space));
        var expected = ExpertMix.Of([SampleExpert.Of(SampleExpert.Decomposition, 1), SampleExpert.Of(SampleExpert.Decomposition, 2)], new MixWeights(2, 1, [0.25f, 0.75f]), new MixOptions());
        Assert.Equal(expected.Vectors, expert.Vectors);
    }

    [Fact]
    public async Task The_same_mix_under_another_name_is_the_version_that_exists()
    {
        await PublishAsync(3, "svf/a");
        await PublishAsync(4, "svf/b");
        var first = await Mixer.MixAsync(Order(("svf/a", 1), ("svf/b", 2)) with { Name = "svf/first" });

        var again = await Mixer.MixAsync(Order(("svf/a:1", 1), ("svf/b", 2)) with { Name = "svf/again" });
        var other = await Mixer.MixAsync(Order(("svf/a", 1), ("svf/b", 3)) with { Name = "svf/first" });

        Assert.Equal((false, first.Digest, "svf/first"), (again.IsNew, again.Digest, again.Entry.Name));
        Assert.Equal((true, "svf/first", 2), (other.IsNew, other.Entry.Name, other.Entry.Version));
        Assert.NotEqual(first.Entry.Mix!.MixDigest, other.Entry.Mix!.MixDigest);
    }

    [Fact]
    public async Task A_mix_may_be_mixed_again()
    {
        await PublishAsync(5, "svf/c");
        await PublishAsync(6, "svf/d");
        var mix = await Mixer.MixAsync(Order(("svf/c", 1), ("svf/d", 1)) with { Name = "svf/cd" });

        var twice = await Mixer.MixAsync(Order(("svf/cd", 1), ("svf/c", 1)));

        Assert.Equal(mix.Digest.Value, twice.Entry.Mix!.Parts[0].Digest);
        Assert.StartsWith("mix-", twice.Entry.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_space_is_kept_in_the_lineage_and_needs_numbers_that_never_cancel_out()
    {
        var manifest = SampleExpert.Of(SampleExpert.Decomposition).Manifest;
        foreach (var (name, first) in new[] { ("svf/raw-one", -0.1f), ("svf/raw-two", -0.2f) })
            await PublishAsync(new SvfExpert(manifest, SampleExpert.Decomposition.Matrices.ToDictionary(matrix => matrix.Name.Value, _ => TensorData.FromFloats([first, 1, 1, 1], 4))), name);
        var order = Order(("svf/raw-one", 1), ("svf/raw-two", 1)) with { Space = MixSpace.Raw };

        var refusal = await Assert.ThrowsAsync<MixException>(() => Mixer.MixAsync(order));
        var mix = await Mixer.MixAsync(order, _ => _ => [1, 0.9f, 0.8f, 0.7f]);

        Assert.StartsWith("The gates of 'model.layers.0.mlp.gate_proj.weight' sum up to -0.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("may cancel out", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("raw", mix.Entry.Mix!.Space);
    }

    [Fact]
    public async Task Refuses_what_does_not_go_together_and_says_what_would()
    {
        await PublishAsync(7, "svf/fits");
        var elsewhere = new DecompositionManifest("other", Digest.Of("other"u8), SvfTargets.Mlp, TensorDType.F32, SampleExpert.Decomposition.Matrices);
        var (nano, files) = (SampleExpert.Decomposition, SampleExpert.Decomposition.Matrices.Select(matrix => matrix with { FileDigest = Digest.Of("again"u8) }));
        await PublishAsync(SampleExpert.Of(elsewhere), "svf/other-base");
        await PublishAsync(SampleExpert.Of(new DecompositionManifest(nano.BaseModel, nano.BaseDigest, nano.Targets, nano.DType, files)), "svf/other-svd");
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance(), "text/lora");

        await RefusesAsync("svf/other-base", "Expert 2 of the mix was made for base model 'other'", "Mix experts of one base model.");
        await RefusesAsync("svf/other-svd", "Expert 2 of the mix was made with decomposition", "Mix experts of one decomposition.");
        await RefusesAsync("text/lora", "'text/lora' is a LoRA; only SVF experts are mixed.", "\"model\": \"LORA+EXPERT\"");
        Assert.Equal("svf/none", (await Assert.ThrowsAsync<AdapterNotFoundException>(() => Mixer.MixAsync(Order(("svf/fits", 1), ("svf/none", 1))))).Reference);
        await Assert.ThrowsAsync<ArgumentException>(() => Mixer.MixAsync(Order(("svf/fits", 0), ("svf/fits", 0))));

        async Task RefusesAsync(string part, params string[] says)
        {
            var refusal = await Assert.ThrowsAsync<MixException>(() => Mixer.MixAsync(Order(("svf/fits", 1), (part, 1))));
            Assert.All(says, text => Assert.Contains(text, refusal.Message, StringComparison.Ordinal));
        }
    }

    private static MixOrder Order(params (string Adapter, double Weight)[] parts) => new([.. parts.Select(part => new MixOrderPart(part.Adapter, part.Weight))]);

    private Task<Digest> PublishAsync(int seed, string name) => PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed), name);

    private async Task<Digest> PublishAsync(SvfExpert expert, string name) =>
        (await Registry.Publisher.PublishAsync(new AnyAdapter(expert), new Provenance(), name)).Digest;
}
