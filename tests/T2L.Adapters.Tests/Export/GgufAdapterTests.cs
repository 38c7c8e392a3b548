using T2L.Adapters.Export;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Export;

public class GgufAdapterTests
{
    private static readonly BaseModelShape Llama = new("LlamaForCausalLM", Layers: 2, Heads: 4, KeyValueHeads: 2, TiedOutput: false);

    [Fact]
    public void Says_what_llama_cpp_asks_for()
    {
        var file = Write(Adapters.Of(Adapters.Config(8)), Llama);
        Assert.Equal("adapter", file.Values["general.type"]);
        Assert.Equal("lora", file.Values["adapter.type"]);
        Assert.Equal("llama", file.Values["general.architecture"]);
        Assert.Equal(12f, file.Values["adapter.lora.alpha"]);
        Assert.Equal(12, file.Tensors.Count);
        Assert.Equal([8, 6], file.Tensors["blk.1.attn_k.weight.lora_a"].Shape);
        Assert.Equal([8, 8], file.Tensors["blk.1.attn_k.weight.lora_b"].Shape);
    }

    // Two heads of four rows: within a head, rows 0 1 2 3 become 0 2 1 3, since row i turns with row i + 2 at home and with its neighbour there.
    [Fact]
    public void Reorders_the_rows_of_queries_and_keys_head_by_head()
    {
        var rows = TensorData.FromFloats([0, 1, 2, 3, 4, 5, 6, 7], 8, 1);
        var a = TensorData.FromFloats([1], 1, 1);
        var adapter = new LoraAdapter(Adapters.Config(1), new Dictionary<string, LoraWeights>
        {
            ["model.layers.0.self_attn.q_proj"] = new(a, rows),
            ["model.layers.0.self_attn.k_proj"] = new(a, rows),
            ["model.layers.0.self_attn.v_proj"] = new(a, rows),
        });

        var file = Write(adapter, Llama with { Heads = 2, KeyValueHeads = 1 });

        Assert.Equal([0f, 2, 1, 3, 4, 6, 5, 7], file.Tensors["blk.0.attn_q.weight.lora_b"].ToFloats());
        Assert.Equal([0f, 4, 1, 5, 2, 6, 3, 7], file.Tensors["blk.0.attn_k.weight.lora_b"].ToFloats());
        Assert.Equal(rows, file.Tensors["blk.0.attn_v.weight.lora_b"]);
    }

    [Theory]
    [InlineData("MistralForCausalLM", "llama", true)]
    [InlineData("Qwen2ForCausalLM", "qwen2", false)]
    [InlineData("Gemma2ForCausalLM", "gemma2", false)]
    public void Reorders_only_where_llama_cpp_does(string modelClass, string name, bool reorders)
    {
        var adapter = Adapters.Of(Adapters.Config(8));
        var file = Write(adapter, Llama with { Architecture = modelClass });
        Assert.Equal(name, file.Values["general.architecture"]);
        Assert.Equal(reorders, !adapter.Modules["model.layers.0.self_attn.q_proj"].B.Equals(file.Tensors["blk.0.attn_q.weight.lora_b"]));
    }

    [Theory]
    [InlineData(TensorDType.F16, 1u)]
    [InlineData(TensorDType.BF16, 32u)]
    public void Keeps_half_width_numbers(TensorDType dtype, uint fileType)
    {
        var file = Write(Adapters.Of(Adapters.Config(8), dtype), Llama);
        Assert.Equal(fileType, file.Values["general.file_type"]);
        Assert.All(file.Tensors.Values, tensor => Assert.Equal(dtype, tensor.DType));
    }

    [Fact]
    public void Writes_the_folder_alone_and_says_why()
    {
        var adapter = Adapters.Of(Adapters.Config(8));
        Assert.Contains("--base", Missing(adapter, null), StringComparison.Ordinal);
        Assert.Contains("'Phi3ForCausalLM'", Missing(adapter, Llama with { Architecture = "Phi3ForCausalLM" }), StringComparison.Ordinal);
        Assert.Contains("1 layers", Missing(adapter, Llama with { Layers = 1 }), StringComparison.Ordinal);
        Assert.Contains("heads do not divide", Missing(adapter, Llama with { Heads = 3 }), StringComparison.Ordinal);
        var head = new LoraAdapter(Adapters.Config(1) with { TargetModules = ["lm_head"] },
            new Dictionary<string, LoraWeights> { ["lm_head"] = new(TensorData.FromFloats([1], 1, 1), TensorData.FromFloats([1], 1, 1)) });
        Assert.Contains("lm_head", Missing(head, Llama with { TiedOutput = true }), StringComparison.Ordinal);
        Assert.Contains("output.weight.lora_a", Write(head, Llama).Tensors.Keys);
    }

    private static GgufFile Write(LoraAdapter adapter, BaseModelShape model)
    {
        var exported = AdapterExport.For(Server.LlamaCpp, adapter, new ExportOptions { Base = model });
        Assert.Empty(exported.Missing);
        return new GgufFile(exported.Files.Single(file => file.Name == "adapter.gguf").Bytes);
    }

    private static string Missing(LoraAdapter adapter, BaseModelShape? model)
    {
        var exported = AdapterExport.For(Server.LlamaCpp, adapter, new ExportOptions { Base = model });
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors"], exported.Files.Select(file => file.Name));
        return Assert.Single(exported.Missing);
    }
}
