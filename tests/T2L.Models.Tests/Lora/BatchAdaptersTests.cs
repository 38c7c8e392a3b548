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

    [Theory]
    [InlineData(1), InlineData(3)]
    public void One_token_a_row_gives_the_numbers_of_a_prompt_and_rows_without_adapter_keep_their_bits(int threads)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var small = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 1, rank: 3), TinyModel.Config);
        using var large = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 2, rank: 7), TinyModel.Config);
        using var batch = (BatchAdapters)BatchAdapters.For([small, null, large, small])!;
        var (x, y) = (randn([4, 2, 32]), randn([4, 2, 16]));
        var (token, output) = (x.narrow(1, 1, 1).contiguous(), y.narrow(1, 1, 1).contiguous());
        var before = output.bytes.ToArray();
        int usual = get_num_threads();
        set_num_threads(threads);

        var swept = batch.Apply(0, "v_proj", token, output);

        set_num_threads(usual);
        Assert.True(swept.allclose(batch.Apply(0, "v_proj", x, y).narrow(1, 1, 1), 1e-5, 1e-5));
        Assert.False(swept.allclose(output, 1e-3, 1e-3));
        Assert.Equal(output.narrow(0, 1, 1).bytes.ToArray(), swept.narrow(0, 1, 1).bytes.ToArray());
        Assert.Equal(before, output.bytes.ToArray());
    }

    [Fact]
    public void A_sweep_is_the_same_for_any_number_of_threads_and_whatever_the_other_rows_are()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (a, b) = (randn([96, 4096]), randn([96, 4112])); // enough work for several threads
        var (x, y) = (randn([3, 1, 4096]), randn([3, 1, 4112]));
        var lines = new[] { ..32, 32..96, 0..0 };
        int usual = get_num_threads();
        set_num_threads(1);
        var one = LoraSweep.Try(x, y, a, b, lines)!;
        set_num_threads(3);
        var three = LoraSweep.Try(x, y, a, b, lines)!;
        set_num_threads(usual);

        Assert.Equal(one.bytes.ToArray(), three.bytes.ToArray());
        var alone = LoraSweep.Try(x.narrow(0, 1, 1), y.narrow(0, 1, 1), a, b, new[] { 32..96 })!;
        Assert.Equal(alone.bytes.ToArray(), one.narrow(0, 1, 1).bytes.ToArray());
        Assert.True(one.narrow(0, 0, 1).allclose(y[0] + x[0].matmul(a.narrow(0, 0, 32).t()).matmul(b.narrow(0, 0, 32)), 1e-3, 1e-2));
    }

    [Fact]
    public void What_a_sweep_is_not_for_is_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        var (a, b, x, y) = (randn([4, 32]), randn([4, 16]), randn([2, 1, 32]), randn([2, 1, 16]));
        Assert.Null(LoraSweep.Try(x, y, a, b, new[] { ..4, 0..0 })); // gradients are on
        using var _ = no_grad();

        Assert.NotNull(LoraSweep.Try(x, y, a, b, new[] { ..4, 0..0 }));
        Assert.Null(LoraSweep.Try(randn([2, 3, 32]), randn([2, 3, 16]), a, b, new[] { ..4, 0..0 }));
        Assert.Null(LoraSweep.Try(x.to(ScalarType.BFloat16), y, a, b, new[] { ..4, 0..0 }));
        Assert.Null(LoraSweep.Try(x, y, a, b, new[] { ..4 })); // two rows
        Assert.Null(LoraSweep.Try(x, y, a, b, new[] { ..4, 3..5 })); // four lines
        Assert.Null(LoraSweep.Try(x, y, a, b, new[] { 3..2, 0..0 }));
        Assert.Null(LoraSweep.Try(x, randn([1, 1, 16]), a, b, new[] { ..4, 0..0 }));
        Assert.Null(LoraSweep.Try(randn([2, 1, 16]), y, a, b, new[] { ..4, 0..0 }));
        Assert.Null(LoraSweep.Try(x, randn([2, 1, 32]), a, b, new[] { ..4, 0..0 }));
        Assert.Null(LoraSweep.Try(x, y, a, randn([3, 16]), new[] { ..4, 0..0 }));
        Assert.False(LoraSweep.Suits(a, randn([4, 20])));
        Assert.False(LoraSweep.Suits(a.to(ScalarType.BFloat16), b));
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
