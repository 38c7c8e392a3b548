using System.Text;
using T2L.Adapters;
using T2L.Models.Weights;
using T2L.Testing;
using T2L.Testing.Fuzz;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Hostile;

/// <summary>Thousands of damaged configurations of models: each is read or refused properly, in little time and memory.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private const string Llama = """
        {"_name_or_path": "meta-llama/Llama-3.1-8B-Instruct", "architectures": ["LlamaForCausalLM"], "attention_bias": false, "attention_dropout": 0.0,
         "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "hidden_act": "silu", "hidden_size": 4096, "initializer_range": 0.02,
         "intermediate_size": 14336, "max_position_embeddings": 131072, "mlp_bias": false, "model_type": "llama", "num_attention_heads": 32,
         "num_hidden_layers": 32, "num_key_value_heads": 8, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
         "rope_scaling": {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"},
         "rope_theta": 500000.0, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "transformers_version": "4.42.3", "use_cache": true, "vocab_size": 128256}
        """;

    private const string Gemma = """
        {"architectures": ["Gemma2ForCausalLM"], "attention_bias": false, "attn_logit_softcapping": 50.0, "bos_token_id": 2, "cache_implementation": "hybrid",
         "eos_token_id": 1, "final_logit_softcapping": 30.0, "head_dim": 256, "hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh",
         "hidden_size": 2304, "intermediate_size": 9216, "max_position_embeddings": 8192, "model_type": "gemma2", "num_attention_heads": 8,
         "num_hidden_layers": 26, "num_key_value_heads": 4, "pad_token_id": 0, "query_pre_attn_scalar": 256, "rms_norm_eps": 1e-06, "rope_theta": 10000.0,
         "sliding_window": 4096, "torch_dtype": "float32", "vocab_size": 256000}
        """;

    private const string Qwen = """
        {"architectures": ["Qwen2ForCausalLM"], "bos_token_id": 151643, "eos_token_id": 151645, "hidden_act": "silu", "hidden_size": 896, "intermediate_size": 4864,
         "max_position_embeddings": 32768, "max_window_layers": 21, "model_type": "qwen2", "num_attention_heads": 14, "num_hidden_layers": 24,
         "num_key_value_heads": 2, "rms_norm_eps": 1e-06, "rope_theta": 1000000.0, "sliding_window": 32768, "tie_word_embeddings": true,
         "torch_dtype": "bfloat16", "use_sliding_window": false, "vocab_size": 151936}
        """;

    private const string Mistral = """
        {"architectures": ["MistralForCausalLM"], "bos_token_id": 1, "eos_token_id": 2, "hidden_act": "silu", "hidden_size": 4096, "intermediate_size": 14336,
         "max_position_embeddings": 32768, "model_type": "mistral", "num_attention_heads": 32, "num_hidden_layers": 32, "num_key_value_heads": 8,
         "rms_norm_eps": 1e-05, "rope_theta": 10000.0, "sliding_window": 4096, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "vocab_size": 32000}
        """;

    private const string Generation = """{"bos_token_id": 128000, "do_sample": true, "eos_token_id": [128001, 128008, 128009], "pad_token_id": 0, "temperature": 0.6, "top_p": 0.9}""";

    private const string Index = """
        {"metadata": {"total_size": 16060522496}, "weight_map": {"lm_head.weight": "model-00002-of-00002.safetensors",
         "model.embed_tokens.weight": "model-00001-of-00002.safetensors", "model.layers.0.input_layernorm.weight": "model-00001-of-00002.safetensors",
         "model.layers.1.self_attn.q_proj.weight": "model-00002-of-00002.safetensors", "model.norm.weight": "model-00002-of-00002.safetensors"}}
        """;

    [Fact]
    public void Damaged_configurations_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory(inMemory: true);
        Fuzz("config", [.. new[] { Llama, Gemma, Qwen, Mistral }.Select(text => Text(text, folder.File(ModelConfigFile.Name), () => ModelConfig.Load(folder.Path)))]);
    }

    [Fact]
    public void Damaged_generation_configurations_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory(inMemory: true);
        File.WriteAllText(folder.File(ModelConfigFile.Name), Llama);
        Fuzz("generation-config", Text(Generation, folder.File(ModelConfigFile.GenerationName), () => ModelConfig.Load(folder.Path)) with { BesideBytes = Llama.Length });
    }

    [Fact]
    public void Damaged_indexes_of_shards_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory(inMemory: true);
        Fuzz("index", Text(Index, folder.File(WeightFiles.Index), () => WeightFiles.Names(folder.Path)));
    }

    private static FuzzFile Text(string text, string path, Action load) => new(Encoding.UTF8.GetBytes(text), bytes =>
    {
        File.WriteAllBytes(path, bytes);
        return load;
    })
    {
        IsText = true,
    };

    private static void Fuzz(string loader, params IReadOnlyList<FuzzFile> files) => new FuzzRun(loader, e => e switch
    {
        ModelFormatException refusal => refusal.Error,
        AdapterFormatException refusal => refusal.Error,
        _ => null,
    }).Over(files);
}
