using System.Net.Http.Json;
using System.Text.Json;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Cli.Tests.Support;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Models.Lora;
using T2L.Registry.Tests;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Testing;
using T2L.Testing.RabbitMq;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>Experts, a LoRA, both on one request and a mix, from the command line over HTTP to answers, with nothing replaced.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class ServedMixTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private const int Tokens = 12;
    private const string LoraTask = "date.day.hash";

    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");
    private static readonly string Lora = Path.Combine(Repository.Root, "adapters", LoraTask);
    private static readonly string[] Prompts = ["stone", "12 March 2024", "The river is"];
    private static readonly float[] Weights = [0.75f, 0.25f];

    private readonly TemporaryDirectory _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly SvfExpert[] _experts = new SvfExpert[2];

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task One_server_answers_as_the_offline_path_does()
    {
        await ImportAsync();
        var address = ServedApi.FreeAddress();
        using var server = new RunningProgram(_environment, "serve", "--urls", address);

        await AnswersAsOfflineAsync(server, address);

        Assert.Equal(0, await server.StopAsync());
    }

    [RabbitMqFact]
    public async Task Api_and_worker_apart_answer_as_the_offline_path_does()
    {
        await ImportAsync();
        foreach (var (key, value) in broker.Settings)
            _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        var address = ServedApi.FreeAddress();
        using var worker = new RunningProgram(_environment, "worker");
        await worker.SaysAsync("t2l: worker is up");
        using var api = new RunningProgram(_environment, "api", "--urls", address);

        var mix = await AnswersAsOfflineAsync(api, address);

        await worker.SaysAsync(mix); // the news of it came over the bus
        Assert.Equal((0, 0), (await api.StopAsync(), await worker.StopAsync()));
    }

    private async Task<string> AnswersAsOfflineAsync(RunningProgram api, string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        await ServedApi.ReadyAsync(api, http);
        var mixed = await ServedApi.PostAsync(http, "/v1/adapters/mix", new { name = "svf/mix", parts = new[] { new { adapter = "svf/one", weight = Weights[0] }, new { adapter = "svf/two", weight = Weights[1] } } });
        var known = await http.GetFromJsonAsync<JsonElement>("/v1/models");
        string[] models = [known.GetProperty("data")[0].GetProperty("id").GetString()!, "svf/one", "svf/two", "text/lora", "text/lora+svf/one", "svf/mix", "svf/mix+text/lora"];

        var answers = await Task.WhenAll(models.Select(model => ServedApi.PostAsync(http, "/v1/completions", new { model, prompt = Prompts, max_tokens = Tokens })));

        Assert.Equal(Offline(), answers.Select(answer => answer.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("text").GetString()!)));
        Assert.Equal("svf", mixed.GetProperty("kind").GetString());
        return mixed.GetProperty("digest").GetString()!;
    }

    /// <summary>What the model answers with an expert in its weights and a LoRA on top, one prompt at a time.</summary>
    private string[][] Offline()
    {
        using var model = LanguageModel.Load(Base);
        using var stored = StoredDecomposition.Open(_folder.File("svd"));
        using var swap = new WeightSwitch(model.Network.named_parameters().ToDictionary(entry => entry.name, entry => (TorchSharp.torch.Tensor)entry.parameter), stored);
        using var adapter = DeviceAdapter.Load(PeftDirectory.Read(Lora), model.Config);
        var (lora, mix) = (new SingleAdapter(adapter), ExpertMix.Of(_experts, new MixWeights(2, 1, Weights), new MixOptions()));
        (SvfExpert? Expert, IProjectionAdapter? Lora)[] kinds = [(null, null), (_experts[0], null), (_experts[1], null), (null, lora), (_experts[0], lora), (mix, null), (mix, lora)];
        var answers = kinds.Select(kind =>
        {
            swap.Use(kind.Expert);
            return Prompts.Select(prompt => TextGenerator.For(model).Generate([new GenerationRequest(model.Tokenizer.Encode(prompt)) { MaxTokens = Tokens }], kind.Lora)[0].Text).ToArray();
        }).ToArray();
        Assert.Equal(kinds.Length, answers.Select(texts => string.Join('|', texts)).Distinct().Count());
        return answers;
    }

    private async Task ImportAsync()
    {
        _environment["Storage__Root"] = _folder.File("root");
        _environment["Inference__Decomposition"] = _folder.File("svd");
        var decomposition = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = _folder.File("svd") });
        foreach (var (name, place) in new[] { ("one", 0), ("two", 1) })
        {
            _experts[place] = SampleExpert.Of(decomposition, seed: place + 1, name);
            SvfExpertFile.Write(_folder.File($"{name}.safetensors"), _experts[place]);
            (await ProgramRun.InProcessAsync(_environment, "adapters", "import", _folder.File($"{name}.safetensors"), "--name", $"svf/{name}")).Succeeds();
        }

        (await ProgramRun.InProcessAsync(_environment, "adapters", "import", Lora, "--name", "text/lora")).Succeeds();
    }
}
