using T2L.Adapters.Export;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Export;

public class FusedModulesTests
{
    private static readonly ExportOptions Split = new() { SplitFused = true };

    [Fact]
    public void The_parts_below_each_other_are_the_fused_update()
    {
        var adapter = Fused(rows: 12);

        var parts = AdapterExport.For(Server.Vllm, adapter, Split).Adapter;

        Assert.Equal(["q_proj", "k_proj", "v_proj", "gate_proj", "up_proj", "o_proj"], parts.Config.TargetModules);
        Assert.Equal(
            Adapters.DeltaWeight(adapter, "model.layers.0.self_attn.qkv_proj"),
            new[] { "q_proj", "k_proj", "v_proj" }.SelectMany(part => Adapters.DeltaWeight(parts, $"model.layers.0.self_attn.{part}")));
        Assert.Equal(
            Adapters.DeltaWeight(adapter, "model.layers.0.mlp.gate_up_proj"),
            new[] { "gate_proj", "up_proj" }.SelectMany(part => Adapters.DeltaWeight(parts, $"model.layers.0.mlp.{part}")));
    }

    [Fact]
    public void Queries_get_more_rows_where_the_base_model_has_more_query_heads()
    {
        var model = new BaseModelShape("Phi3ForCausalLM", 1, Heads: 4, KeyValueHeads: 1, TiedOutput: false);
        var parts = AdapterExport.For(Server.Vllm, Fused(rows: 12), Split with { Base = model }).Adapter;
        Assert.Equal([8L, 2L, 2L], new[] { "q_proj", "k_proj", "v_proj" }.Select(part => parts.Modules[$"model.layers.0.self_attn.{part}"].B.Shape[0]));
    }

    [Fact]
    public void Keeps_the_scale_that_a_pattern_gave_the_fused_module()
    {
        var adapter = Fused(rows: 12);
        adapter = new LoraAdapter(adapter.Config with { AlphaPattern = [new("qkv_proj", 5)] }, adapter.Modules);
        var parts = AdapterExport.For(Server.Peft, adapter, Split).Adapter;
        Assert.Equal(5.0 / 2, parts.Config.ScalingFor("model.layers.0.self_attn.k_proj"));
        Assert.Equal(12.0 / 2, parts.Config.ScalingFor("model.layers.0.mlp.up_proj"));
    }

    [Fact]
    public void Refuses_rows_that_cannot_be_divided() =>
        Assert.Contains("--base", Assert.Throws<AdapterFormatException>(() => AdapterExport.For(Server.Vllm, Fused(rows: 10), Split)).Message, StringComparison.Ordinal);

    private static LoraAdapter Fused(int rows) => new(
        Adapters.Config(2) with { TargetModules = ["qkv_proj", "gate_up_proj", "o_proj"] },
        new Dictionary<string, LoraWeights>
        {
            ["model.layers.0.self_attn.qkv_proj"] = Weights(rows),
            ["model.layers.0.mlp.gate_up_proj"] = Weights(8),
            ["model.layers.0.self_attn.o_proj"] = Weights(3),
        });

    private static LoraWeights Weights(int rows) => new(
        TensorData.FromFloats([1, 2, 3, 4], 2, 2),
        TensorData.FromFloats([.. Enumerable.Range(1, rows * 2).Select(i => (float)i)], rows, 2));
}
