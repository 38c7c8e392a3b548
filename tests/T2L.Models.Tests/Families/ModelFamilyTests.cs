using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

public sealed class ModelFamilyTests
{
    [Theory]
    [InlineData("llama", 4, 8, 2048)]
    [InlineData("mistral", 8, 8, 131072)]
    [InlineData("gemma2", 4, 256, 8192)]
    [InlineData("qwen2", 32, 8, 32768)]
    public void Absent_fields_have_the_defaults_of_the_family(string type, int groups, int width, int positions)
    {
        var config = Read(type, ("num_attention_heads", type is "llama" or "gemma2" ? 4 : 32), ("hidden_size", type is "llama" or "gemma2" ? 32 : 256));

        Assert.Equal((type, groups, width, positions), (config.ModelType, config.KeyValueHeads, config.HeadDim, config.MaxPositions));
        Assert.Equal(type == "gemma2", config.TieWordEmbeddings);
        Assert.Equal(type == "gemma2" ? Activation.GeluTanh : Activation.Silu, config.Activation);
        Assert.Equal(type == "qwen2", config.AttentionBias);
        Assert.False(config.OutputBias);
    }

    [Fact]
    public void Gemma2_has_soft_caps_and_slides_on_even_layers_unless_the_file_says_otherwise()
    {
        var config = Read("gemma2");
        Assert.Equal((50.0, 30.0, 256.0), (config.AttentionSoftCap, config.FinalSoftCap, config.QueryScalar));
        Assert.Equal([4096, null, 4096], Windows(config));
        Assert.True(config.ScaleEmbeddings && config.UnitOffsetNorms && config.OutputNorms);

        var other = Read("gemma2", ("attn_logit_softcapping", null), ("final_logit_softcapping", 6.5), ("query_pre_attn_scalar", 24),
            ("sliding_window", 8), ("layer_types", Types("full", "sliding", "sliding")));
        Assert.Equal((null, 6.5, 24.0), (other.AttentionSoftCap, other.FinalSoftCap, other.QueryScalar));
        Assert.Equal([null, 8, 8], Windows(other));
    }

    [Fact]
    public void Mistral_has_a_window_unless_the_file_says_null()
    {
        Assert.Equal([4096, 4096, 4096], Windows(Read("mistral", ("num_key_value_heads", 2))));
        Assert.Equal([null, null, null], Windows(Read("mistral", ("num_key_value_heads", 2), ("sliding_window", null))));
    }

    [Fact]
    public void Qwen2_slides_from_its_first_sliding_layer_on_and_only_when_told_to()
    {
        (string, JsonNode?)[] off = [("num_key_value_heads", 2), ("sliding_window", 6), ("max_window_layers", 1)];
        Assert.Equal([null, null, null], Windows(Read("qwen2", off)));
        Assert.Equal([null, 6, 6], Windows(Read("qwen2", [.. off, ("use_sliding_window", true)])));
        Assert.Equal([6, null, 6], Windows(Read("qwen2", [.. off, ("use_sliding_window", true), ("layer_types", Types("sliding", "full", "sliding"))])));
        Assert.Equal([null, null, null], Windows(Read("qwen2", ("num_key_value_heads", 2), ("use_sliding_window", true)))); // from layer 28 on
    }

    [Theory]
    [InlineData("llama", "architectures", """["LlamaForSequenceClassification"]""", """architectures is ["LlamaForSequenceClassification"], expected LlamaForCausalLM.""")]
    [InlineData("mistral", "hidden_act", "\"gelu\"", "hidden_act is gelu, expected silu.")]
    [InlineData("qwen2", "hidden_act", "\"relu\"", "hidden_act is relu, expected silu.")]
    [InlineData("gemma2", "hidden_activation", "\"gelu\"", "hidden_activation is gelu, expected gelu_pytorch_tanh.")]
    [InlineData("llama", "sliding_window", "4096", "sliding_window is 4096, expected null for llama.")]
    [InlineData("llama", "attn_logit_softcapping", "50.0", "attn_logit_softcapping is 50.0, expected null for llama.")]
    [InlineData("qwen2", "final_logit_softcapping", "30", "final_logit_softcapping is 30, expected null for qwen2.")]
    [InlineData("mistral", "query_pre_attn_scalar", "256", "query_pre_attn_scalar is 256, expected null for mistral.")]
    [InlineData("mistral", "attention_bias", "true", "attention_bias is true, expected false for mistral.")]
    [InlineData("gemma2", "mlp_bias", "true", "mlp_bias is true, expected false for gemma2.")]
    [InlineData("gemma2", "use_bidirectional_attention", "true", "use_bidirectional_attention is true, expected false for gemma2.")]
    [InlineData("llama", "use_sliding_window", "true", "use_sliding_window is true, expected false for llama.")]
    [InlineData("llama", "rope_parameters", """{"rope_type": "default", "partial_rotary_factor": 0.25}""", "rope_parameters.partial_rotary_factor is 0.25, expected 1.")]
    [InlineData("llama", "rope_scaling", """{"type": "linear", "factor": 2.0}""", "rope_scaling.rope_type is linear, expected llama3 or default.")]
    [InlineData("llama", "rope_scaling", """{"rope_type": "dynamic", "factor": 2.0}""", "rope_scaling.rope_type is dynamic, expected llama3 or default.")]
    [InlineData("qwen2", "rope_scaling", """{"type": "yarn", "factor": 4.0}""", "rope_scaling.rope_type is yarn, expected llama3 or default.")]
    [InlineData("gemma2", "rope_parameters", """{"full_attention": {"rope_theta": 1000000}}""", "rope_parameters.full_attention is an object, expected one set of rotary settings for all layers.")]
    [InlineData("llama", "torch_dtype", "\"float8_e4m3fn\"", "torch_dtype is float8_e4m3fn, expected float32, bfloat16 or float16.")]
    [InlineData("llama", "dtype", "\"int8\"", "dtype is int8, expected float32, bfloat16 or float16.")]
    [InlineData("qwen2", "quantization_config", "{}", "quantization_config is present, expected weights in float32, float16 or bfloat16.")]
    [InlineData("gemma2", "layer_types", """["chunked_attention", "full_attention", "full_attention"]""", "layer_types is chunked_attention, expected sliding_attention or full_attention.")]
    [InlineData("llama", "layer_types", """["full_attention", "sliding_attention", "full_attention"]""", "layer_types is sliding_attention for layer 1, expected full_attention")]
    [InlineData("mistral", "layer_types", """["full_attention", "full_attention", "full_attention"]""", "layer_types is full_attention for layer 0, expected sliding_attention")]
    [InlineData("qwen2", "layer_types", """["full_attention", "full_attention", "sliding_attention"]""", "layer_types is a list with sliding_attention, expected only full_attention")]
    public void What_the_family_does_not_do_is_refused_by_field_and_value(string type, string field, string value, string message)
    {
        var exception = Assert.Throws<ModelFormatException>(() => Read(type, ("num_key_value_heads", 2), (field, JsonNode.Parse(value))));

        Assert.Equal(ModelFormatError.Unsupported, exception.Error);
        Assert.Contains($"config.json: {message}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemma2", "layer_types", """["full_attention"]""", "layer_types is [\"full_attention\"], expected one entry for each of the 3 layers.")]
    [InlineData("gemma2", "layer_types", "[1]", "layer_types is 1, expected a list of texts.")]
    [InlineData("gemma2", "attn_logit_softcapping", "-1", "AttentionSoftCap is -1, expected above 0.")]
    [InlineData("gemma2", "query_pre_attn_scalar", "0", "QueryScalar is 0, expected above 0.")]
    [InlineData("mistral", "sliding_window", "0", "SlidingWindow is 0, expected 1 to 268435456.")]
    [InlineData("mistral", "sliding_window", "\"wide\"", "sliding_window is \"wide\", expected a whole number.")]
    [InlineData("llama", "rope_parameters", """{"rope_theta": 5}""", "rope_theta is 10000, expected 5 as in rope_parameters.")]
    public void What_cannot_be_right_is_refused_by_field_and_value(string type, string field, string value, string message)
    {
        var exception = Assert.Throws<ModelFormatException>(() => Read(type, ("rope_theta", 10000), ("num_key_value_heads", 2), (field, JsonNode.Parse(value))));

        Assert.Equal(ModelFormatError.BadValue, exception.Error);
        Assert.Contains($"config.json: {message}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("gemma2")]
    [InlineData("qwen2")]
    public void What_is_saved_is_read_back(string type)
    {
        using var folder = new TemporaryDirectory();
        var config = Read(type, ("num_key_value_heads", 2), ("sliding_window", type == "llama" ? null : 8), ("use_sliding_window", type == "qwen2"), ("max_window_layers", 1));

        config.Save(folder.Path);
        var read = ModelConfig.Load(folder.Path);

        Assert.Equal(Windows(config), Windows(read));
        Assert.Equal(config with { EosTokenIds = [], SlidingLayers = null }, read with { EosTokenIds = [], SlidingLayers = null }, new ByText());
    }

    [Fact]
    public void What_a_family_has_no_field_for_is_not_saved_without_it()
    {
        using var folder = new TemporaryDirectory();

        var exception = Assert.Throws<ArgumentException>(() => (TinyModel.Config with { SlidingWindow = 8 }).Save(folder.Path));

        Assert.Contains("A llama model cannot have all of these values", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_newer_transformers_spelling_is_read()
    {
        var config = Read("gemma2", ("dtype", "bfloat16"), ("layer_types", Types("sliding", "full", "sliding")),
            ("rope_parameters", new JsonObject { ["rope_theta"] = 5000.0, ["rope_type"] = "default" }));

        Assert.Equal(("bfloat16", 5000.0, null), (config.FileDType, config.RopeTheta, config.RopeScaling));
        Assert.Equal([4096, null, 4096], Windows(config));
    }

    private static int?[] Windows(ModelConfig config) => [.. Enumerable.Range(0, config.Layers).Select(config.WindowOf)];

    private static JsonArray Types(params string[] types) => [.. types.Select(type => (JsonNode)$"{type}_attention")];

    private static ModelConfig Read(string type, params (string Name, JsonNode? Value)[] fields)
    {
        var root = new JsonObject
        {
            ["model_type"] = type,
            ["hidden_size"] = 32,
            ["intermediate_size"] = 48,
            ["num_hidden_layers"] = 3,
            ["num_attention_heads"] = 4,
            ["vocab_size"] = 100,
        };
        foreach (var (name, value) in fields)
            root[name] = value?.DeepClone();
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("config.json"), root.ToJsonString());
        return ModelConfig.Load(folder.Path);
    }

    /// <summary>Equal as their texts are: records compare lists by reference.</summary>
    private sealed class ByText : IEqualityComparer<ModelConfig>
    {
        public bool Equals(ModelConfig? x, ModelConfig? y) => x?.ToString() == y?.ToString();

        public int GetHashCode(ModelConfig obj) => 0;
    }
}
