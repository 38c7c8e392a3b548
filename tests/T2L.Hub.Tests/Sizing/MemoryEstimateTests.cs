using System.Text;
using T2L.Hub.Sizing;

namespace T2L.Hub.Tests.Sizing;

/// <summary>
/// Shapes as the models' own <c>config.json</c> have them. The counts are worked out by hand: layers × (attention + MLP + norms), the
/// last norm, the embedding, and the head where it is not the embedding; they are those the models are published with.
/// </summary>
public sealed class MemoryEstimateTests
{
    // 32 × (2·4096·4096 + 2·4096·1024 + 3·4096·14336 + 2·4096) + 4096 + 2·32000·4096; cache 2·32·8·128
    private const string Mistral = """
        {"model_type": "mistral", "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32,
         "num_key_value_heads": 8, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "vocab_size": 32000}
        """;

    // the same with 128256 tokens
    private const string Llama = """
        {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32, "attention_bias": false,
         "num_key_value_heads": 8, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "vocab_size": 128256}
        """;

    // 26 × (2·2304·2048 + 2·2304·1024 + 3·2304·9216 + 4·2304) + 2304 + 256000·2304, tied without saying so; cache 2·26·4·256
    private const string Gemma = """
        {"model_type": "gemma2", "hidden_size": 2304, "intermediate_size": 9216, "num_attention_heads": 8, "num_hidden_layers": 26, "head_dim": 256,
         "num_key_value_heads": 4, "torch_dtype": "float32", "vocab_size": 256000}
        """;

    // 28 × (2·3584·3584 + 2·3584·512 + (3584 + 2·512) + 3·3584·18944 + 2·3584) + 3584 + 2·152064·3584; cache 2·28·4·128
    private const string Qwen = """
        {"model_type": "qwen2", "hidden_size": 3584, "intermediate_size": 18944, "num_attention_heads": 28, "num_hidden_layers": 28,
         "num_key_value_heads": 4, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "vocab_size": 152064}
        """;

    [Theory]
    [InlineData(Mistral, 7_241_732_096, 65_536)]
    [InlineData(Llama, 8_030_261_248, 65_536)]
    [InlineData(Gemma, 2_614_341_888, 53_248)]
    [InlineData(Qwen, 7_615_616_512, 28_672)]
    public async Task Published_shape_gives_the_published_count(string config, long parameters, long cachePerToken)
    {
        foreach (var (precision, onCpu, onGpu) in new[] { ("auto", 4, config == Gemma ? 4 : 2), ("float32", 4, 4), ("bfloat16", 2, 2), ("float16", 2, 2) })
        {
            var need = await Estimate(config, precision);
            Assert.Equal(parameters, need.Parameters);
            Assert.Equal((parameters * onCpu, parameters * onGpu), (need.BaseModelBytes, need.GpuBaseModelBytes));
            Assert.Equal((1000 * cachePerToken * onCpu, 1000 * cachePerToken * onGpu), (need.CacheBytesPer1000Tokens, need.GpuCacheBytesPer1000Tokens));
        }
    }

    // 32 × 8 × ((4096 + 4096) + (4096 + 1024)); Gemma 26 × 8 × ((2304 + 2048) + (2304 + 1024))
    [Theory]
    [InlineData(Mistral, 3_407_872)]
    [InlineData(Gemma, 1_597_440)]
    public async Task Adapter_of_the_official_runs_is_counted(string config, long numbers)
    {
        var need = await Estimate(config, "auto");
        Assert.Equal((numbers, 4 * numbers), (need.AdapterParameters!.Value, need.AdapterBytes!.Value));
        Assert.Equal(need.BaseModelBytes + need.CacheBytesPer1000Tokens + need.AdapterBytes, need.TotalBytes);
    }

    [Fact]
    public async Task Unknown_family_is_estimated_by_its_files()
    {
        var need = await Estimate(Mistral.Replace("mistral", "mamba", StringComparison.Ordinal), "float32");
        Assert.Null(need.Parameters);
        Assert.Equal(2 * WeightBytes, need.BaseModelBytes); // from bfloat16 to float32
    }

    [Theory]
    [InlineData("\"hidden_size\": 4096", "\"hidden_size\": 1048577")]
    [InlineData("\"num_hidden_layers\": 32", "\"num_hidden_layers\": 16777216")]
    [InlineData("\"num_attention_heads\": 32", "\"num_attention_heads\": 4097")] // nothing is left for a head
    [InlineData("\"vocab_size\": 32000", "\"vocab_size\": 9223372036854775807")]
    public async Task Shape_beyond_any_model_is_not_estimated_from(string part, string other)
    {
        Assert.Contains(part, Mistral, StringComparison.Ordinal);
        Assert.Null((await Estimate(Mistral.Replace(part, other, StringComparison.Ordinal), "auto")).Parameters);
    }

    [Fact]
    public async Task Largest_shape_does_not_overflow()
    {
        var need = await Estimate("""
            {"model_type": "llama", "hidden_size": 1048576, "intermediate_size": 4194304, "num_attention_heads": 4096, "num_hidden_layers": 4096, "head_dim": 16384,
             "num_key_value_heads": 4096, "torch_dtype": "float32", "vocab_size": 16777216}
            """, "float32");
        Assert.InRange(need.TotalBytes, 1L << 61, long.MaxValue);
    }

    private const long WeightBytes = 1_000_000;

    private static Task<MemoryEstimate> Estimate(string config, string precision)
    {
        var model = new PartFiles(new Dictionary<string, long> { ["config.json"] = config.Length, ["model.safetensors"] = WeightBytes },
            (path, _) => Task.FromResult(path == "config.json" ? Encoding.UTF8.GetBytes(config) : null));
        var nothing = new PartFiles(new Dictionary<string, long>(), (_, _) => Task.FromResult<byte[]?>(null));
        return MemoryEstimate.OfAsync(model, nothing, nothing, precision, CancellationToken.None);
    }
}
