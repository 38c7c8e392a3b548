using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>Base models made known from the shell, and adapters held against them, over the embedded PostgreSQL.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class BaseModelsTests : IDisposable
{
    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task An_adapter_that_does_not_fit_a_known_base_model_is_not_imported()
    {
        (await RunAsync("base-models", "add", Base)).Succeeds();
        var known = (await RunAsync("base-models", "add", Base, "--name", "t2l-nano", "--json")).Succeeds().Json;
        Write("wide", width: 256);

        (await RunAsync("adapters", "import", _folder.File("wide"), "--name", "odd/wide")).Refuses(
            2, "Adapter 'odd/wide' does not fit 't2l-nano', which it names as its base model: 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight' is [8, 256], expected [8, 128]. Nothing was stored");
        (await RunAsync("adapters", "import", Path.Combine(Repository.Root, "adapters", "date.day.hash"), "--name", "dates/day")).Succeeds();

        Assert.Equal(("base", "t2l-nano", "llama"), (known.GetProperty("name").GetString(), known.GetProperty("also_called")[0].GetString(), known.GetProperty("model_type").GetString()));
        Assert.Equal(7, known.GetProperty("modules").GetArrayLength());
        Assert.Equal(1, (await RunAsync("adapters", "list", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        Assert.Contains("base, t2l-nano", (await RunAsync("base-models", "list")).Succeeds().Output, StringComparison.Ordinal);
        (await RunAsync("base-models", "add", _folder.File("nothing"))).Refuses(2, "config.json");
    }

    private void Write(string folder, int width)
    {
        var config = new LoraConfig { Rank = 8, Alpha = 16, TargetModules = ["q_proj"], BaseModel = "t2l-nano" };
        var weights = new LoraWeights(Numbers(8, width), Numbers(128, 8));
        PeftDirectory.Write(_folder.File(folder), new LoraAdapter(config, new Dictionary<string, LoraWeights> { ["model.layers.0.self_attn.q_proj"] = weights }));
    }

    private static TensorData Numbers(int rows, int columns) => TensorData.FromFloats([.. Enumerable.Range(0, rows * columns).Select(place => place / 1000f)], rows, columns);

    private Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.InProcessAsync(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("root") }, arguments);
}
