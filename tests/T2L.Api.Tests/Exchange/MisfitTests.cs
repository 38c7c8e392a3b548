using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Fitting;
using T2L.Adapters.Lora;
using T2L.Api.Tests.Support;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Api.Tests.Exchange;

/// <summary>An upload that does not fit the base model it names is refused, and nothing of it stays.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class MisfitTests(ApiHost api)
{
    private const string Model = "misfit/four-wide";

    [Fact]
    public async Task An_adapter_of_another_shape_is_refused_and_the_right_one_taken()
    {
        await api.Services.GetRequiredService<ModelCatalog>().RegisterAsync(new BaseModel
        {
            Digest = Digest.Of("four wide"u8), Name = Model, Revision = "r1", ModelType = "llama", Parameters = 12, Modules = new ModelShapes([new("model.layers.*.self_attn.q_proj", 4, 4, 1)]),
        });
        var before = await api.TracesAsync();

        var wide = await api.ImportAsync(Zip(width: 6), query: "?name=misfit/six");

        wide.IsProblem(422, "adapter_does_not_fit",
            $"Adapter 'misfit/six' does not fit '{Model}', which it names as its base model: 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight' is [2, 6], expected [2, 4]. Nothing was stored; name the model it was made for.");
        Assert.Equal(("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight", "[2, 6]", "[2, 4]"), (wide.Text("tensor"), wide.Text("found"), wide.Text("expected")));
        Assert.Equal(before, await api.TracesAsync());
        var right = await api.ImportAsync(Zip(width: 4));
        Assert.Equal(201, right.Status);
        Assert.Equal((Digest.Of("four wide"u8).Value, "r1"), (right.Text("base_model_digest"), right.Text("base_model_revision")));
    }

    [Fact]
    public async Task The_list_of_base_models_shows_their_shapes()
    {
        await api.Services.GetRequiredService<ModelCatalog>().RegisterAsync(new BaseModel { Digest = Digest.Of("shown"u8), Name = "misfit/shown", Modules = new ModelShapes([new("model.layers.*.mlp.up_proj", 8, 4, 3)]) });
        await api.Services.GetRequiredService<ModelCatalog>().RegisterAsync(new BaseModel { Digest = Digest.Of("unknown"u8), Name = "misfit/unknown" });

        var models = (await api.GetAsync("/v1/base-models")).Body.GetProperty("items").EnumerateArray().ToDictionary(model => model.GetProperty("name").GetString()!, model => model.GetProperty("modules").GetRawText());

        Assert.Equal("""[{"path":"model.layers.*.mlp.up_proj","out":8,"in":4,"layers":3}]""", models["misfit/shown"]);
        Assert.Equal("null", models["misfit/unknown"]);
    }

    private static byte[] Zip(int width)
    {
        var config = new LoraConfig { Rank = 2, Alpha = 4, TargetModules = ["q_proj"], BaseModel = Model, Revision = "r1" };
        var weights = new LoraWeights(Numbers(2, width), Numbers(4, 2));
        var adapter = new AnyAdapter(new LoraAdapter(config, new Dictionary<string, LoraWeights> { ["model.layers.0.self_attn.q_proj"] = weights }));
        return RawZip.Of([.. adapter.ToFiles().Select(file => new RawEntry(file.Name, file.Bytes))]);
    }

    private static TensorData Numbers(int rows, int columns) => TensorData.FromFloats([.. Enumerable.Range(1, rows * columns).Select(place => place / 10f)], rows, columns);
}
