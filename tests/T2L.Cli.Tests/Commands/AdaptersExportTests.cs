using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class AdaptersExportTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string _source;

    public AdaptersExportTests()
    {
        _source = _folder.File("source");
        var weights = new LoraWeights(TensorData.FromFloats([1, 2, 3, 4], 2, 2), TensorData.FromFloats([1, 2, 3, 4, 5, 6, 7, 8], 4, 2));
        PeftDirectory.Write(_source, new LoraAdapter(
            new LoraConfig { Rank = 2, Alpha = 4, UseRsLora = true, TargetModules = ["q_proj", "v_proj"], BaseModel = "tiny" },
            new Dictionary<string, LoraWeights> { ["model.layers.0.self_attn.q_proj"] = weights, ["model.layers.0.self_attn.v_proj"] = weights }));
        File.WriteAllText(_folder.File("config.json"),
            """{"architectures": ["LlamaForCausalLM"], "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 2}""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_a_folder_for_llama_cpp_from_a_folder()
    {
        var run = await ProgramRun.InProcessAsync(
            "adapters", "export", _source, "--for", "llama.cpp", "--base", _folder.Path, "--dtype", "float16", "--out", _folder.File("out"), "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["adapter.gguf", "adapter_config.json", "adapter_model.safetensors"], Directory.GetFiles(_folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("llama.cpp", run.Json.GetProperty("for").GetString());
        Assert.Equal(3, run.Json.GetProperty("files").GetArrayLength());
        Assert.Equal(2, run.Json.GetProperty("changes").GetArrayLength());
        Assert.True(run.Json.GetProperty("check").GetProperty("right").GetBoolean());
        Assert.False(PeftDirectory.Read(_folder.File("out")).Config.UseRsLora);
    }

    [Fact]
    public async Task Writes_the_folder_as_it_is_unless_a_server_is_named()
    {
        Assert.Equal(0, (await ProgramRun.InProcessAsync("adapters", "export", _source, "--out", _folder.File("out"))).ExitCode);
        foreach (var file in Directory.GetFiles(_source))
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(_folder.File("out"), Path.GetFileName(file))));
    }

    [Fact]
    public async Task Replaces_an_adapter_folder_only_by_force_and_another_folder_never()
    {
        string[] export = ["adapters", "export", _source, "--for", "sglang", "--out"];
        Assert.Equal(0, (await ProgramRun.InProcessAsync([.. export, _folder.File("out")])).ExitCode);
        (await ProgramRun.InProcessAsync([.. export, _folder.File("out")])).Refuses(2, "is not empty");
        Assert.Equal(0, (await ProgramRun.InProcessAsync([.. export, _folder.File("out"), "--force"])).ExitCode);
        (await ProgramRun.InProcessAsync([.. export, _folder.Path, "--force"])).Refuses(2, "is not an adapter folder");
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(_folder.Path).Count());
    }

    [Fact]
    public async Task Checks_a_folder_for_every_server()
    {
        var run = await ProgramRun.InProcessAsync("adapters", "check", _source, "--json");
        Assert.Equal(0, run.ExitCode);
        var servers = run.Json.GetProperty("servers").EnumerateArray().ToDictionary(s => s.GetProperty("server").GetString()!, s => s.GetProperty("right").GetBoolean());
        Assert.Equal(["peft", "vllm", "lorax", "llama.cpp", "sglang"], servers.Keys);
        Assert.True(servers["peft"] && servers["vllm"]);
        Assert.False(servers["lorax"] || servers["llama.cpp"] || servers["sglang"]);
    }

    [Theory]
    [InlineData("--for is 'tgi'", "export", "--for", "tgi")]
    [InlineData("--for is 'tgi'", "check", "--for", "tgi")]
    [InlineData("--dtype is 'int8'", "export", "--dtype", "int8")]
    public async Task Refuses_words_that_it_does_not_know(string part, string verb, params string[] options) =>
        (await ProgramRun.InProcessAsync(["adapters", verb, _source, .. options])).Refuses(2, part);
}
