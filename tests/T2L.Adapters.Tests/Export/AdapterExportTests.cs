using T2L.Adapters.Export;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Tests.Export;

public class AdapterExportTests
{
    private static readonly ExportOptions Plain = new();

    private static LoraConfig Patterns(bool rsLora) => Adapters.Config(8, rsLora) with
    {
        RankPattern = [new("layers.1.self_attn.v_proj", 5), new("q_proj", 2)],
        AlphaPattern = [new("k_proj", 7), new("layers.0.self_attn.q_proj", -3)],
    };

    [Theory]
    [InlineData(Server.LlamaCpp, false)]
    [InlineData(Server.LlamaCpp, true)]
    [InlineData(Server.SgLang, false)]
    [InlineData(Server.SgLang, true)]
    [InlineData(Server.Vllm, true)]
    [InlineData(Server.Lorax, false)]
    public void Folds_every_modules_own_scale_into_B(Server server, bool rsLora)
    {
        var adapter = Adapters.Of(Patterns(rsLora));

        var exported = AdapterExport.For(server, adapter, Plain).Adapter;

        Adapters.AreAlike(adapter, exported);
        Assert.Empty(exported.Config.RankPattern);
        Assert.Empty(exported.Config.AlphaPattern);
        Assert.False(exported.Config.UseRsLora);
        Assert.Equal((12.0, 8), (exported.Config.Alpha, exported.Config.Rank));
        Assert.All(exported.Modules.Values, weights => Assert.Equal(8, weights.A.Shape[0]));
    }

    [Theory]
    [InlineData(Server.LlamaCpp)]
    [InlineData(Server.SgLang)]
    public void The_scale_that_these_servers_compute_gives_the_same_update(Server server)
    {
        var adapter = Adapters.Of(Adapters.Config(8, rsLora: true));
        var exported = AdapterExport.For(server, adapter, Plain).Adapter;
        var path = exported.Modules.Keys.First();

        var served = new LoraAdapter(exported.Config with { UseRsLora = false }, exported.Modules);

        Assert.Equal(12.0 / 8, served.Config.ScalingFor(path));
        Adapters.AreAlike(adapter, served);
        Assert.Equal(adapter.Modules[path].A, exported.Modules[path].A);
    }

    [Theory]
    [InlineData(Server.Peft, true)]
    [InlineData(Server.Vllm, true)]
    [InlineData(Server.Lorax, true)]
    [InlineData(Server.SgLang, false)]
    [InlineData(Server.LlamaCpp, false)]
    public void Leaves_the_bytes_alone_where_nothing_needs_to_change(Server server, bool rsLora)
    {
        var adapter = Adapters.Of(Adapters.Config(8, rsLora), TensorDType.BF16);

        var exported = AdapterExport.For(server, adapter, Plain);

        Assert.Empty(exported.Changes);
        Assert.Equal(PeftDirectory.ToFiles(adapter)[1].Bytes, exported.Files[1].Bytes);
        Assert.Equal(PeftDirectory.ToFiles(adapter)[0].Bytes, exported.Files[0].Bytes);
    }

    [Fact]
    public void Writes_folded_bfloat16_numbers_as_float32()
    {
        var adapter = Adapters.Of(Adapters.Config(8, rsLora: true), TensorDType.BF16);
        var exported = AdapterExport.For(Server.SgLang, adapter, Plain);
        Adapters.AreAlike(adapter, exported.Adapter);
        Assert.All(exported.Adapter.Modules.Values, weights => Assert.Equal(TensorDType.F32, weights.B.DType));
        Assert.Contains(exported.Changes, change => change.Contains("BF16", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(5, 8)]
    [InlineData(9, 16)]
    [InlineData(17, 32)]
    public void Fills_up_ranks_that_LoRAX_would_fill_up_and_then_scale_by(int rank, int filled)
    {
        var adapter = Adapters.Of(Adapters.Config(rank));
        var exported = AdapterExport.For(Server.Lorax, adapter, Plain).Adapter;
        Assert.Equal(filled, exported.Config.Rank);
        Adapters.AreAlike(adapter, exported);
    }

    [Fact]
    public void Gives_llama_cpp_an_alpha_that_is_not_zero()
    {
        var exported = AdapterExport.For(Server.LlamaCpp, Adapters.Of(Adapters.Config() with { Alpha = 0 }), Plain).Adapter;
        Assert.NotEqual(0, exported.Config.Alpha);
        Assert.All(exported.Modules.Values, weights => Assert.All(weights.B.ToFloats(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Refuses_a_scale_that_float32_cannot_hold()
    {
        var adapter = Adapters.Of(Adapters.Config(4) with { AlphaPattern = [new("k_proj", 1e300)] });
        var refusal = Assert.Throws<AdapterFormatException>(() => AdapterExport.For(Server.SgLang, adapter, Plain));
        Assert.Equal(AdapterFormatError.NotFinite, refusal.Error);
        Assert.Contains("k_proj", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rounds_to_nearest_even()
    {
        // 1 + 2^-8 lies in the middle of two bfloat16 numbers, of which 1 is even; 1 + 3·2^-8 goes up.
        var exported = AdapterExport.For(Server.Peft, One([1.00390625f, 1.01171875f]), new ExportOptions { DType = TensorDType.BF16 });
        Assert.Equal([1f, 1.015625f], exported.Adapter.Modules.Values.Single().A.ToFloats());
        Assert.Contains("BF16", Assert.Single(exported.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_numbers_that_a_type_cannot_hold_and_counts_those_that_vanish()
    {
        var refusal = Assert.Throws<AdapterFormatException>(
            () => AdapterExport.For(Server.Peft, One([1f, 70000f]), new ExportOptions { DType = TensorDType.F16 }));
        Assert.Contains("70000 at element 1, which F16 cannot hold", refusal.Message, StringComparison.Ordinal);

        var exported = AdapterExport.For(Server.Peft, One([1f, 1e-9f]), new ExportOptions { DType = TensorDType.F16 });
        Assert.Contains("1 of 4 numbers are too small for F16 and became 0.", exported.Changes);
    }

    private static LoraAdapter One(float[] a) => new(
        Adapters.Config(1),
        new Dictionary<string, LoraWeights>
        {
            ["model.layers.0.self_attn.q_proj"] = new(TensorData.FromFloats(a, 1, 2), TensorData.FromFloats([1, 2], 2, 1)),
        });
}
