using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Tokenizers.Formats;

namespace T2L.Models;

public sealed class ModelConfigTests
{
    private const string Smallest = """
        {"model_type": "llama", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 100}
        """;

    [Fact]
    public void Absent_fields_have_the_reference_implementations_defaults()
    {
        var config = Read(Smallest);

        Assert.Equal((4, 8, 2048), (config.KeyValueHeads, config.HeadDim, config.MaxPositions));
        Assert.Equal((1e-6, 10_000.0), (config.RmsNormEps, config.RopeTheta));
        Assert.False(config.TieWordEmbeddings || config.AttentionBias || config.MlpBias);
        Assert.Null(config.RopeScaling);
        Assert.Empty(config.EosTokenIds);
    }

    [Theory]
    [InlineData("llama", 32)]
    [InlineData("mistral", 32)]
    [InlineData("qwen2", 32)]
    [InlineData("gemma2", 64)]
    public void The_shapes_for_adapters_are_those_of_the_projections(string family, int queries)
    {
        var config = TinyModel.OfFamily(family);

        Assert.Equal(
            [
                new("model.layers.*.self_attn.q_proj", queries, 32, 2), new("model.layers.*.self_attn.k_proj", queries / 2, 32, 2), new("model.layers.*.self_attn.v_proj", queries / 2, 32, 2),
                new("model.layers.*.self_attn.o_proj", 32, queries, 2), new("model.layers.*.mlp.gate_proj", 48, 32, 2), new("model.layers.*.mlp.up_proj", 48, 32, 2), new("model.layers.*.mlp.down_proj", 32, 48, 2),
            ],
            config.Shapes.Modules);
    }

    [Theory]
    [InlineData("/cache/models--google--gemma-2-2b-it/snapshots/299a8560bedf22ed1c72a8a11e7dce4a7f9f51f8", "299a8560bedf22ed1c72a8a11e7dce4a7f9f51f8")]
    [InlineData("/cache/models--google--gemma-2-2b-it/snapshots/299a8560bedf22ed1c72a8a11e7dce4a7f9f51f8/", "299a8560bedf22ed1c72a8a11e7dce4a7f9f51f8")]
    [InlineData("/cache/models--google--gemma-2-2b-it/snapshots/main", null)]
    [InlineData("/models/299a8560bedf22ed1c72a8a11e7dce4a7f9f51f8", null)]
    [InlineData("/models/t2l-nano", null)]
    public void A_snapshot_in_the_hubs_cache_is_of_a_commit(string folder, string? commit) => Assert.Equal(commit, ModelFolder.RevisionOf(folder));

    [Fact]
    public void What_is_saved_is_read_back()
    {
        using var folder = new TemporaryDirectory();
        var config = TinyModel.Config with
        {
            RopeScaling = new RopeScaling { Factor = 8, LowFrequencyFactor = 1, HighFrequencyFactor = 4, OriginalMaxPositions = 64 },
            RopeTheta = 500_000,
            TieWordEmbeddings = true,
            AttentionBias = true,
            OutputBias = true,
            EosTokenIds = [1, 4],
            BosTokenId = 3,
            FileDType = "bfloat16",
        };

        config.Save(folder.Path);
        var read = ModelConfig.Load(folder.Path);

        Assert.Equal(config.EosTokenIds, read.EosTokenIds);
        Assert.Equal(config with { EosTokenIds = [] }, read with { EosTokenIds = [] }, new SameFields());
        Assert.Equal(["config.json", "generation_config.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void End_tokens_of_generation_config_win()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("config.json"), With("eos_token_id", 2));
        Assert.Equal([2], ModelConfig.Load(folder.Path).EosTokenIds);

        File.WriteAllText(folder.File("generation_config.json"), """{"eos_token_id": [5, 6]}""");
        Assert.Equal([5, 6], ModelConfig.Load(folder.Path).EosTokenIds);
    }

    [Fact]
    public void The_newer_spelling_of_rotary_settings_is_read()
    {
        var rope = new JsonObject { ["rope_theta"] = 500000.0, ["rope_type"] = "llama3", ["factor"] = 8.0, ["low_freq_factor"] = 1.0,
            ["high_freq_factor"] = 4.0, ["original_max_position_embeddings"] = 64 };

        var config = Read(With("rope_parameters", rope));

        Assert.Equal(500_000, config.RopeTheta);
        Assert.Equal(64, config.RopeScaling!.OriginalMaxPositions);
    }

    [Theory]
    [InlineData("model_type", "\"gpt2\"", ModelFormatError.Unsupported, "config.json: model_type is gpt2, expected llama, mistral, gemma2 or qwen2.")]
    [InlineData("hidden_act", "\"gelu\"", ModelFormatError.Unsupported, "config.json: hidden_act is gelu, expected silu.")]
    [InlineData("rope_scaling", """{"type": "yarn"}""", ModelFormatError.Unsupported, "config.json: rope_scaling.rope_type is yarn, expected llama3 or default.")]
    [InlineData("quantization_config", """{"bits": 4}""", ModelFormatError.Unsupported, "config.json: quantization_config is present")]
    [InlineData("partial_rotary_factor", "0.5", ModelFormatError.Unsupported, "config.json: partial_rotary_factor is 0.5, expected 1.")]
    [InlineData("hidden_size", "null", ModelFormatError.MissingField, "config.json: hidden_size is missing.")]
    [InlineData("hidden_size", "\"big\"", ModelFormatError.BadValue, "config.json: hidden_size is \"big\", expected a whole number.")]
    [InlineData("hidden_size", "-32", ModelFormatError.BadValue, "config.json: HiddenSize is -32, expected 1 to 1048576.")]
    [InlineData("num_hidden_layers", "1000000000", ModelFormatError.BadValue, "config.json: Layers is 1000000000, expected 1 to 1024.")]
    [InlineData("num_key_value_heads", "3", ModelFormatError.BadValue, "config.json: Heads is 4, expected a multiple of KeyValueHeads 3.")]
    [InlineData("num_attention_heads", "0", ModelFormatError.BadValue, "config.json: Heads is 0, expected 1 to 1024.")]
    [InlineData("head_dim", "7", ModelFormatError.BadValue, "config.json: HeadDim is 7, expected an even number")]
    [InlineData("eos_token_id", "100", ModelFormatError.BadValue, "config.json: EosTokenIds has 100, expected ids below VocabularySize 100.")]
    [InlineData("eos_token_id", "[1, \"x\"]", ModelFormatError.BadValue, "config.json: eos_token_id is \"x\", expected a list of ids.")]
    [InlineData("rms_norm_eps", "0", ModelFormatError.BadValue, "config.json: RmsNormEps is 0")]
    public void What_cannot_be_used_is_refused_by_name(string field, string value, ModelFormatError error, string message)
    {
        var exception = Assert.Throws<ModelFormatException>(() => Read(With(field, JsonNode.Parse(value))));

        Assert.Equal(error, exception.Error);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", ModelFormatError.NotJson)]
    [InlineData("[1]", ModelFormatError.NotJson)]
    [InlineData("", ModelFormatError.NotJson)]
    public void A_damaged_file_is_refused(string text, ModelFormatError error) =>
        Assert.Equal(error, Assert.Throws<ModelFormatException>(() => Read(text)).Error);

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryDirectory();

        var exception = Assert.Throws<ModelFormatException>(() => ModelConfig.Load(folder.Path));

        Assert.Equal(ModelFormatError.MissingFile, exception.Error);
        Assert.Contains(folder.File("config.json"), exception.Message, StringComparison.Ordinal);
    }

    private static string With(string field, JsonNode? value)
    {
        var json = JsonNode.Parse(Smallest)!.AsObject();
        json[field] = value;
        return json.ToJsonString();
    }

    private static ModelConfig Read(string json)
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("config.json"), json);
        return ModelConfig.Load(folder.Path);
    }

    /// <summary>Equal but for the list, which records compare by reference.</summary>
    private sealed class SameFields : IEqualityComparer<ModelConfig>
    {
        public bool Equals(ModelConfig? x, ModelConfig? y) => x is not null && y is not null && x with { EosTokenIds = y.EosTokenIds } == y;

        public int GetHashCode(ModelConfig obj) => 0;
    }
}
