using System.Text;
using T2L.Adapters.Export;
using T2L.Adapters.Export.Checks;
using T2L.Adapters.Safetensors;
using T2L.Testing;

namespace T2L.Adapters.Tests.Export;

public sealed class ServerCheckTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Server.Peft)]
    [InlineData(Server.Vllm)]
    [InlineData(Server.LlamaCpp)]
    public void Finds_nothing_in_a_plain_adapter(Server server) => Assert.Empty(ServerCheck.Of(server, Facts("")));

    [Theory]
    [InlineData("\"use_dora\": true", Server.Vllm, FindingKind.Refuses, "DoRA")]
    [InlineData("\"use_dora\": true", Server.Lorax, FindingKind.SilentlyWrong, "use_dora")]
    [InlineData("\"use_dora\": true", Server.LlamaCpp, FindingKind.Refuses, "DoRA")]
    [InlineData("\"use_dora\": true", Server.SgLang, FindingKind.Refuses, "DoRA")]
    [InlineData("\"bias\": \"lora_only\"", Server.Vllm, FindingKind.Refuses, "lora_only")]
    [InlineData("\"lora_bias\": true", Server.Vllm, FindingKind.Refuses, "lora_bias")]
    [InlineData("\"lora_bias\": true", Server.LlamaCpp, FindingKind.Refuses, "lora_bias")]
    [InlineData("\"lora_bias\": true", Server.SgLang, FindingKind.SilentlyWrong, "Biases")]
    [InlineData("\"modules_to_save\": [\"lm_head\"]", Server.Vllm, FindingKind.Refuses, "lm_head")]
    [InlineData("\"modules_to_save\": [\"score\"]", Server.Vllm, FindingKind.Depends, "classification")]
    [InlineData("\"modules_to_save\": [\"lm_head\"]", Server.Lorax, FindingKind.SilentlyWrong, "lm_head")]
    [InlineData("\"trainable_token_indices\": [3]", Server.Vllm, FindingKind.Refuses, "trainable_token_indices")]
    [InlineData("\"trainable_token_indices\": {\"embed_tokens\": [3]}", Server.SgLang, FindingKind.SilentlyWrong, "trainable_token_indices")]
    [InlineData("\"layer_replication\": [[0, 2]]", Server.LlamaCpp, FindingKind.Refuses, "layer_replication")]
    [InlineData("\"layer_replication\": [[0, 2]]", Server.Vllm, FindingKind.SilentlyWrong, "layer_replication")]
    [InlineData("\"init_lora_weights\": \"pissa_niter_4\"", Server.Lorax, FindingKind.SilentlyWrong, "pissa_niter_4")]
    [InlineData("\"use_rslora\": true", Server.LlamaCpp, FindingKind.SilentlyWrong, "√r")]
    [InlineData("\"use_rslora\": true", Server.SgLang, FindingKind.SilentlyWrong, "√r")]
    [InlineData("\"use_rslora\": true", Server.Vllm, FindingKind.Depends, "6909")]
    [InlineData("\"alpha_pattern\": {\"q_proj\": 3}", Server.Vllm, FindingKind.SilentlyWrong, "alpha_pattern")]
    [InlineData("\"alpha_pattern\": {\"q_proj\": 3}", Server.LlamaCpp, FindingKind.SilentlyWrong, "alpha_pattern")]
    [InlineData("\"target_modules\": \".*_proj\"", Server.SgLang, FindingKind.Refuses, "all-linear")]
    public void Says_what_a_server_does_with(string field, Server server, FindingKind kind, string part) =>
        Assert.Contains(ServerCheck.Of(server, Facts(field)), finding => finding.Kind == kind && finding.Server == server && finding.Sentence.Contains(part, StringComparison.Ordinal));

    [Theory]
    [InlineData(16, null)]
    [InlineData(17, "--max-lora-rank 32")]
    [InlineData(300, "--max-lora-rank 320")]
    [InlineData(600, "more than 512")]
    public void Names_the_rank_limit_of_vLLM(int rank, string? part) =>
        Assert.Equal(part is null, !ServerCheck.Of(Server.Vllm, Facts("", rank)).Any(finding => finding.Sentence.Contains(part ?? "ank", StringComparison.Ordinal)));

    [Fact]
    public void Warns_of_module_types_that_LoRAX_leaves_out()
    {
        var facts = Facts("") with { Modules = [new("model.layers.0.self_attn.q_proj", 8), new("model.layers.0.self_attn.v_proj", 8), new("model.layers.1.self_attn.v_proj", 8)] };
        Assert.Contains(ServerCheck.Of(Server.Lorax, facts), finding => finding.Sentence.StartsWith("q_proj is adapted in 1 of at least 2 layers", StringComparison.Ordinal));
    }

    [Fact]
    public void Warns_of_queries_without_values_for_SGLang()
    {
        var facts = Facts("") with { Modules = [new("model.layers.0.self_attn.q_proj", 8)] };
        Assert.Contains(ServerCheck.Of(Server.SgLang, facts), finding => finding.Kind == FindingKind.Refuses);
    }

    [Fact]
    public void Reads_folders_that_are_not_loaded_here()
    {
        File.WriteAllText(_folder.File("adapter_config.json"), Config("\"use_dora\": true", 2));
        SafetensorsWriter.Write(_folder.File("adapter_model.safetensors"), new Dictionary<string, TensorData>
        {
            ["base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"] = TensorData.FromFloats(new float[6], 2, 3),
            ["base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight"] = TensorData.FromFloats(new float[8], 4, 2),
            ["base_model.model.model.layers.0.self_attn.q_proj.lora_magnitude_vector"] = TensorData.FromFloats(new float[4], 4),
        });

        var facts = AdapterFacts.Read(_folder.Path);

        Assert.Equal([new AdapterModule("model.layers.0.self_attn.q_proj", 2)], facts.Modules);
        Assert.Contains(ServerCheck.Of(Server.LlamaCpp, facts), finding => finding.Sentence.Contains("lora_magnitude_vector", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Server.Vllm)]
    [InlineData(Server.Lorax)]
    [InlineData(Server.LlamaCpp)]
    [InlineData(Server.SgLang)]
    public void What_the_export_is_said_to_help_is_gone_afterwards(Server server)
    {
        var adapter = Adapters.Of(Adapters.Config(5, rsLora: true) with { AlphaPattern = [new("q_proj", 3)], RankPattern = [new("layers.1.self_attn.v_proj", 2)] });
        Assert.Contains(ServerCheck.Of(server, AdapterFacts.Of(adapter)), finding => finding.ExportHelps);
        var exported = AdapterExport.For(server, adapter, new ExportOptions()).Adapter;
        Assert.DoesNotContain(ServerCheck.Of(server, AdapterFacts.Of(exported)), finding => finding.ExportHelps || finding.Kind != FindingKind.Depends);
    }

    private static AdapterFacts Facts(string field, int rank = 8) =>
        AdapterFactsReader.Parse(Encoding.UTF8.GetBytes(Config(field, rank)), "adapter_config.json");

    private static string Config(string field, int rank) =>
        $"{{\"peft_type\": \"LORA\", \"r\": {rank}, \"lora_alpha\": 16{(field.Length == 0 ? "" : ", " + field)}}}";
}
