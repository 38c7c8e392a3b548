using T2L.Adapters.Svf;
using T2L.Cli.Tests.Support;
using T2L.Registry.Tests;
using T2L.Svf.Decomposition;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>Experts in the registry from the shell, over the embedded PostgreSQL.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class ExpertRegistryTests : IDisposable
{
    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task Experts_are_imported_listed_mixed_verified_and_written_out_again()
    {
        var decomposition = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = _folder.File("svd") });
        foreach (var seed in new[] { 1, 2 })
            SvfExpertFile.Write(_folder.File($"{seed}.safetensors"), SampleExpert.Of(decomposition, seed, $"sample {seed}"));

        var imported = (await RunAsync("adapters", "import", _folder.File("1.safetensors"), "--name", "svf/one", "--json")).Succeeds().Json.GetProperty("adapter");
        (await RunAsync("adapters", "import", _folder.File("2.safetensors"), "--name", "svf/two")).Succeeds();
        var mixed = (await RunAsync("svf", "mix", "--expert", "svf/one=0.25", "--expert", "svf/two=0.75", "--name", "svf/both", "--json")).Succeeds().Json.GetProperty("adapter");
        var listed = (await RunAsync("adapters", "list", "--kind", "svf", "--json")).Succeeds().Json.GetProperty("items");
        (await RunAsync("adapters", "verify", "svf/both")).Succeeds();
        (await RunAsync("adapters", "export", "svf/one", "--out", _folder.File("out"))).Succeeds();
        var shown = (await RunAsync("adapters", "show", "svf/both", "--json")).Succeeds().Json;

        Assert.Equal(("svf", 1536L), (imported.GetProperty("kind").GetString(), imported.GetProperty("parameters").GetInt64()));
        Assert.Equal(3, listed.GetArrayLength());
        Assert.Equal("mix", shown.GetProperty("expert").GetProperty("method").GetString());
        Assert.Equal([0.25, 0.75], mixed.GetProperty("mix").GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("weight").GetDouble()));
        Assert.Equal(imported.GetProperty("digest").GetString(), mixed.GetProperty("mix").GetProperty("parts")[0].GetProperty("digest").GetString());
        Assert.Equal(File.ReadAllBytes(_folder.File("1.safetensors")), File.ReadAllBytes(Path.Combine(_folder.File("out"), SvfExpertFile.Name)));
        (await RunAsync("adapters", "export", "svf/one", "--for", "vllm", "--out", _folder.File("vllm"))).Refuses(2, "is an SVF expert, not a LoRA");
        Assert.False((await RunAsync("svf", "mix", "--expert", "svf/one=0.25", "--expert", "svf/two=0.75", "--json")).Succeeds().Json.GetProperty("is_new").GetBoolean());
        var again = (await RunAsync("adapters", "mix", "--expert", "svf/one=0.25", "--expert", "svf/two=0.75", "--json")).Succeeds().Json.GetProperty("adapter");
        Assert.Equal((mixed.GetProperty("digest").GetString(), "svf/both"), (again.GetProperty("digest").GetString(), again.GetProperty("name").GetString()));
        var raw = (await RunAsync("svf", "mix", "--space", "raw", "--decomposition", _folder.File("svd"), "--expert", "svf/both=1", "--expert", "svf/both=-0.5", "--json")).Succeeds().Json;
        Assert.Equal("raw", raw.GetProperty("adapter").GetProperty("mix").GetProperty("space").GetString());
    }

    [NanoFact]
    public async Task Mixes_that_cannot_be_are_refused_with_what_would_do()
    {
        (await MixAsync("one=x", "two=1")).Refuses(2, "--expert is 'one=x'; expected a reference, '=' and a weight");
        (await MixAsync("one=-1", "two=1")).Refuses(2, "The weight of part 1 of the mix, 'one', is -1; expected 0 or more");
        (await MixAsync("one=NaN", "two=1")).Refuses(2, "is NaN; expected a finite number");
        (await MixAsync("one=0", "two=0")).Refuses(2, "are 0, 0 and sum to zero");
        (await MixAsync("one=1")).Refuses(2, "The mix has 1 parts; expected 2 to 64");
        (await RunAsync("svf", "mix", "--space", "z", "--expert", "one=1")).Refuses(2, "--space is 'z'; expected gate or raw");
        (await RunAsync("svf", "mix", "--decomposition", _folder.Path, "--expert", "one=1")).Refuses(2, "--decomposition is for --space raw");
        Assert.False(Directory.Exists(_folder.File("root")));
        (await MixAsync("one=1", "two=1")).Refuses(2, "No adapter 'one' is published");
        (await RunAsync("adapters", "import", Path.Combine(Repository.Root, "adapters", "date.day.hash"), "--name", "text/lora")).Succeeds();
        (await MixAsync("text/lora=1", "two=1")).Refuses(2, "'text/lora' is a LoRA; only SVF experts are mixed");

        (await RunAsync("adapters", "mix", "--expert", "text/lora=1", "--expert", "two=1")).Refuses(2, "'text/lora' is a LoRA; only SVF experts are mixed");
        (await RunAsync("adapters", "mix", "--expert", "one", "--expert", "two=1")).Refuses(2, "--expert is 'one'; expected a reference, '=' and a weight");
        (await RunAsync("adapters", "mix", "--expert", "one=1", "--seed", "3")).Refuses(2, "--seed needs --examples");
        (await RunAsync("adapters", "mix", "--expert", "one=1", "--space", "z")).Refuses(2, "--space is 'z'; expected gate or raw");

        Task<ProgramRun> MixAsync(params string[] experts) => RunAsync(["svf", "mix", .. experts.SelectMany(expert => new[] { "--expert", expert })]);
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.InProcessAsync(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("root") }, arguments);
}
