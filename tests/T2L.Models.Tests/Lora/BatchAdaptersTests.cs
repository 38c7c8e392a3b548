using T2L.Adapters;
using T2L.Adapters.Lora;
using static TorchSharp.torch;

namespace T2L.Models.Lora;

public sealed class BatchAdaptersTests
{
    private static readonly string[] All = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    [Fact]
    public void The_update_is_scaling_times_b_times_a()
    {
        using var scope = NewDisposeScope();
        var lora = TinyModel.Adapter(TinyModel.Config, seed: 5);
        using var adapter = DeviceAdapter.Load(lora, TinyModel.Config);
        var weights = lora.Modules["model.layers.1.self_attn.v_proj"];
        var delta = weights.B.ToTensor().matmul(weights.A.ToTensor()) * 2; // alpha = 2r
        var (x, y) = (randn([3, 5, 32]), randn([3, 5, 16]));

        var actual = new SingleAdapter(adapter).Apply(1, "v_proj", x, y);

        Assert.True(actual.allclose(y + x.matmul(delta.t()), 1e-4, 1e-4));
        Assert.Same(y, new SingleAdapter(adapter).Apply(1, "k_proj", x, y));
    }

    [Fact]
    public void Rank_stabilised_scaling_divides_by_the_root_of_the_rank()
    {
        using var scope = NewDisposeScope();
        var plain = TinyModel.Adapter(TinyModel.Config, seed: 5, rank: 4);
        var stabilised = new LoraAdapter(plain.Config with { UseRsLora = true }, plain.Modules);
        using var one = DeviceAdapter.Load(plain, TinyModel.Config);
        using var other = DeviceAdapter.Load(stabilised, TinyModel.Config);

        // alpha/r = 8/4 against alpha/√r = 8/2.
        Assert.True((one.Find(0, "q_proj")!.ScaledB * 2).allclose(other.Find(0, "q_proj")!.ScaledB));
    }

    [Fact]
    public void Rows_with_different_ranks_modules_or_none_equal_their_adapter_alone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var network = TinyModel.Random(TinyModel.Config);
        using var small = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 1, rank: 2), TinyModel.Config);
        using var large = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 2, rank: 7, modules: All, sizeOfB: 0.05), TinyModel.Config);
        DeviceAdapter?[] rows = [large, null, small, large, small];
        var ids = tensor(Enumerable.Range(3, 20).Select(id => (long)id).ToArray(), [5, 4]);

        using var mixed = (BatchAdapters)BatchAdapters.For(rows)!;
        var actual = network.Hidden(ids, null, cache: null, mixed);

        for (int row = 0; row < rows.Length; row++)
        {
            IProjectionAdapter? alone = rows[row] is { } adapter ? new SingleAdapter(adapter) : null;
            Assert.True(network.Hidden(ids.narrow(0, row, 1), null, cache: null, alone).allclose(actual.narrow(0, row, 1), 1e-4, 1e-4));
        }
    }

    [Fact]
    public void A_batch_of_one_adapter_or_none_is_not_joined()
    {
        using var adapter = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 1), TinyModel.Config);

        Assert.Null(BatchAdapters.For([null, null]));
        Assert.IsType<SingleAdapter>(BatchAdapters.For([adapter, adapter]));
        using var joined = Assert.IsType<BatchAdapters>(BatchAdapters.For([adapter, null]));
    }

    [Fact]
    public void An_adapter_for_another_width_is_refused_with_both_shapes()
    {
        var lora = TinyModel.Adapter(TinyModel.Config with { HiddenSize = 64 }, seed: 1, rank: 8, baseModel: "Llama-3.1-8B-Instruct");

        var exception = Assert.Throws<AdapterFormatException>(() => DeviceAdapter.Load(lora, TinyModel.Config, name: "gsm8k-r8"));

        Assert.Equal(AdapterFormatError.DoesNotFit, exception.Error);
        Assert.Contains("Adapter 'gsm8k-r8' does not fit 'tiny': layers.0 q_proj lora_A is [8, 64], the model needs [8, 32]. "
            + "It was made for 'Llama-3.1-8B-Instruct'.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mistral", "q_proj", "[4, 64], the model needs [4, 32]")]
    [InlineData("gemma2", "down_proj", "[4, 48], the model needs [4, 56]")]
    [InlineData("qwen2", "o_proj", "[4, 32], the model needs [4, 64]")]
    public void An_adapter_for_other_shapes_is_refused_in_every_family(string type, string module, string shapes)
    {
        var plain = TinyModel.OfFamily(type);
        var (made, served) = type switch
        {
            "mistral" => (plain with { HiddenSize = 64 }, plain),
            "gemma2" => (plain, plain with { IntermediateSize = 56 }),
            _ => (plain, plain with { HeadDim = 16 }),
        };

        var exception = Assert.Throws<AdapterFormatException>(
            () => DeviceAdapter.Load(TinyModel.Adapter(made, seed: 1, modules: [module]), served, modelName: type));

        Assert.Contains($"does not fit '{type}': layers.0 {module} lora_A is {shapes}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.layers.3.self_attn.q_proj", true)]
    [InlineData("model.layers.3.mlp.q_proj", false)]
    [InlineData("model.layers.-1.self_attn.q_proj", false)]
    [InlineData("model.layers.3.self_attn.qkv_proj", false)]
    [InlineData("model.layers.3.self_attn.q_proj.base", false)]
    [InlineData("lm_head", false)]
    public void Paths_name_projections_of_a_layer(string path, bool valid) =>
        Assert.Equal(valid, ModulePath.TryParse(path, out _, out _));
}
