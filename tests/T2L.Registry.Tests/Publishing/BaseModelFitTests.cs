using T2L.Adapters;
using T2L.Adapters.Fitting;
using T2L.Adapters.Lora;
using T2L.Registry.Data;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Publishing;

/// <summary>Adapters are held against the shapes of the base model they name, before a byte of them is stored.</summary>
public sealed class BaseModelFitTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private const string Attention = "model.layers.*.self_attn.";

    // What SampleAdapter and SampleExpert are made for.
    private static readonly ModelShapes Shapes = new(
    [
        new(Attention + "q_proj", 8, 8, 1), new(Attention + "v_proj", 8, 8, 1),
        new("model.layers.*.mlp.gate_proj", 8, 4, 1), new("model.layers.*.mlp.up_proj", 8, 4, 1), new("model.layers.*.mlp.down_proj", 4, 8, 1),
    ]);

    [Fact]
    public async Task What_fits_is_published()
    {
        await KnowAsync(Shapes);

        Assert.True((await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance())).IsNew);
        Assert.True((await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance())).IsNew);
    }

    [Fact]
    public async Task Other_in_features_are_refused() => await RefusedAsync(
        With("q_proj", outFeatures: 8, inFeatures: 16, layers: 1), LoraTensorNames.OfA("model.layers.0.self_attn.q_proj"), "[2, 8]", "[2, 16]",
        "Adapter 'demo/odd' does not fit 'nano', which it names as its base model: 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight' is [2, 8], expected [2, 16]. Nothing was stored; name the model it was made for.");

    [Fact]
    public async Task Other_out_features_are_refused() => await RefusedAsync(
        With("v_proj", outFeatures: 4, inFeatures: 8, layers: 1), LoraTensorNames.OfB("model.layers.0.self_attn.v_proj"), "[8, 2]", "[4, 2]",
        "Adapter 'demo/odd' does not fit 'nano', which it names as its base model: 'base_model.model.model.layers.0.self_attn.v_proj.lora_B.weight' is [8, 2], expected [4, 2]. Nothing was stored; name the model it was made for.");

    [Fact]
    public async Task A_layer_too_many_is_refused() => await RefusedAsync(
        Shapes, LoraTensorNames.OfA("model.layers.1.self_attn.q_proj"), "[2, 8]", null,
        "Adapter 'demo/odd' does not fit 'nano', which it names as its base model: 'base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight' is [2, 8], the model has no 'model.layers.1.self_attn.q_proj': its 1 layers are 0 to 0. Nothing was stored; name the model it was made for.",
        Lora("model.layers.1.self_attn.q_proj"));

    [Theory]
    [InlineData("model.layers.0.self_attn.qkv_proj")]
    [InlineData("model.layers.00.self_attn.q_proj")]
    [InlineData("layers.0.self_attn.q_proj")]
    [InlineData("lm_head")]
    public async Task A_module_that_the_model_does_not_have_is_refused(string path) => await RefusedAsync(
        Shapes, LoraTensorNames.OfA(path), "[2, 8]", null,
        $"Adapter 'demo/odd' does not fit 'nano', which it names as its base model: '{LoraTensorNames.OfA(path)}' is [2, 8], the model has no '{path}'; it has {string.Join(", ", Shapes.Modules.Select(module => module.Path))}. Nothing was stored; name the model it was made for.",
        Lora(path));

    [Fact]
    public async Task A_gate_of_another_length_is_refused()
    {
        var shapes = new ModelShapes(Shapes.Modules.Select(module => module.Path.EndsWith("up_proj", StringComparison.Ordinal) ? module with { Out = 2 } : module));

        await RefusedAsync(shapes, "model.layers.0.mlp.up_proj.weight", "[4]", "[2]",
            "Adapter 'demo/odd' does not fit 'nano', which it names as its base model: 'model.layers.0.mlp.up_proj.weight' is [4], expected [2]. Nothing was stored; name the model it was made for.",
            new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)));
    }

    [Fact]
    public async Task An_expert_of_fewer_layers_is_refused() => await RefusedAsync(
        new ModelShapes(Shapes.Modules.Select(module => module with { Layers = 2 })), "model.layers.1.mlp.gate_proj.weight", "nothing", "[4]",
        "Adapter 'demo/odd' does not fit 'nano', which it names as its base model: 'model.layers.1.mlp.gate_proj.weight' is missing; the model has 2 layers, the expert 1. Nothing was stored; name the model it was made for.",
        new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)));

    [Fact]
    public async Task A_model_whose_shapes_nobody_recorded_lets_everything_pass()
    {
        await KnowAsync(shapes: null);

        Assert.True((await Registry.Publisher.PublishAsync(Lora("lm_head"), new Provenance())).IsNew);
    }

    [Fact]
    public async Task One_revision_of_a_name_that_it_fits_is_enough()
    {
        await KnowAsync(Shapes);
        await KnowAsync(With("q_proj", 8, 16, 1), "another revision");

        Assert.True((await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance())).IsNew);
    }

    [Fact]
    public async Task The_revision_that_a_configuration_names_decides_and_is_kept_as_lineage()
    {
        await KnowAsync(Shapes, "one", "r1");
        await KnowAsync(With("q_proj", 8, 16, 1), "other", "r2");

        var first = await Registry.Publisher.PublishAsync(Revision("r1"), new Provenance());
        await Assert.ThrowsAsync<AdapterDoesNotFitException>(() => Registry.Publisher.PublishAsync(Revision("r2"), new Provenance()));

        Assert.Equal((Digest.Of("one"u8), "r1"), (first.Entry.BaseModelDigest!.Value, first.Entry.BaseModelRevision));
        var unnamed = await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed: 5), new Provenance());
        Assert.Equal((null, null), (unnamed.Entry.BaseModelDigest, unnamed.Entry.BaseModelRevision));
    }

    [Fact]
    public async Task A_model_is_known_by_all_its_names()
    {
        await KnowAsync(With("q_proj", 8, 16, 1));
        for (var times = 0; times < 2; times++)
            await Registry.Models.RegisterAsync(new BaseModel { Digest = Digest.Of("nano"u8), Name = "acme/nano" });

        await Assert.ThrowsAsync<AdapterDoesNotFitException>(() => Registry.Publisher.PublishAsync(SampleAdapter.Create(baseModel: "acme/nano"), new Provenance()));
        Assert.True((await Registry.Publisher.PublishAsync(SampleAdapter.Create(baseModel: "acme/other"), new Provenance())).IsNew);
        var known = Assert.Single(await Registry.Models.ListBaseModelsAsync());
        Assert.Equal("nano", known.Name);
        Assert.Equal(["acme/nano"], known.AlsoCalled);
    }

    [Fact]
    public async Task What_is_learnt_of_a_known_model_later_is_added()
    {
        await KnowAsync(shapes: null);
        var known = await KnowAsync(Shapes, revision: "r1");
        var again = await KnowAsync(With("q_proj", 1, 1, 1), revision: "r2");

        Assert.Equal((Shapes, "r1"), (known.Modules, known.Revision));
        Assert.Equal((known.Modules, known.Revision), (again.Modules, again.Revision));
    }

    private static AnyAdapter Revision(string revision)
    {
        var sample = SampleAdapter.Create();
        return new AnyAdapter(new LoraAdapter(sample.Config with { Revision = revision }, sample.Modules));
    }

    private static AnyAdapter Lora(string path)
    {
        var sample = SampleAdapter.Create();
        return new AnyAdapter(new LoraAdapter(sample.Config with { TargetModules = [LoraTensorNames.ModuleName(path)] }, new Dictionary<string, LoraWeights> { [path] = sample.Modules.Values.First() }));
    }

    private static ModelShapes With(string module, long outFeatures, long inFeatures, int layers) =>
        new(Shapes.Modules.Select(shape => shape.Path == Attention + module ? new ModuleShape(shape.Path, outFeatures, inFeatures, layers) : shape));

    private Task<BaseModel> KnowAsync(ModelShapes? shapes, string files = "nano", string? revision = null)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return Registry.Models.RegisterAsync(new BaseModel { Digest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(files)), Name = "nano", Revision = revision, Modules = shapes });
    }

    private async Task RefusedAsync(ModelShapes shapes, string tensor, string found, string? expected, string message, AnyAdapter? adapter = null)
    {
        await KnowAsync(shapes);

        var refused = await Assert.ThrowsAsync<AdapterDoesNotFitException>(() => Registry.Publisher.PublishAsync(adapter ?? new AnyAdapter(SampleAdapter.Create()), new Provenance(), "demo/odd"));

        Assert.Equal((tensor, found, expected, message), (refused.Fault.Tensor, refused.Fault.Found, refused.Fault.Expected, refused.Message));
        Assert.Empty((await Registry.Catalog.ListAsync()).Items);
        Assert.Empty((await Registry.Audit.ListAsync()).Items);
        Assert.False(await Registry.Blobs.ExistsAsync(Digest.Of((adapter ?? new AnyAdapter(SampleAdapter.Create())).ToFiles()[0].Bytes)));
    }
}
