using System.Text.Json;
using T2L.Cli.Tests.Support;
using T2L.Testing;
using T2L.Testing.RabbitMq;
using T2L.Training.Tasks;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>Completions that name experts: over HTTP to the API, over the bus to a worker, with a classification expert that was trained and nothing replaced.</summary>
[Collection(OneConsole.Name)]
[Trait("Category", "Service")]
public sealed class ServedDispatchTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [RabbitMqFact]
    public async Task Each_request_is_answered_by_the_expert_that_it_needs()
    {
        await ImportAsync();
        var address = ServedApi.FreeAddress();
        using var worker = new RunningProgram(_environment, "worker");
        await worker.SaysAsync("t2l: worker is up");
        using var api = new RunningProgram(_environment, "api", "--urls", address);
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        await ServedApi.ReadyAsync(api, http);

        var dates = await AskAsync(http, "dates", "2024-03-17", "2023-11-05");
        var sums = await AskAsync(http, "sums", "12", "30");
        var again = await AskAsync(http, "sums", "2024-03-17");

        Assert.Equal(await AloneAsync(http, "ours/days", "2024-03-17", "2023-11-05"), dates);
        Assert.Equal(await AloneAsync(http, "ours/sums", "12", "30"), sums);
        // A conversation keeps its expert.
        Assert.Equal(await AloneAsync(http, "ours/sums", "2024-03-17"), again);
        await MixByExamplesAsync(http);
        Assert.Equal((0, 0), (await api.StopAsync(), await worker.StopAsync()));
    }

    /// <summary>The third strategy: a few examples find the weights, and the mix is a version that answers.</summary>
    private static async Task MixByExamplesAsync(HttpClient http)
    {
        var task = TaskSuite.Nano(0).AllTasks.Single(one => one.Id == "date.day/hash");
        var random = new Random(3);
        var drawn = Enumerable.Range(0, 8).Select(_ => task.Sample(random, Split.Test)).ToList();

        var mix = await ServedApi.PostAsync(http, "/v1/adapters/mix", new
        {
            parts = new[] { new { adapter = "ours/sums" }, new { adapter = "ours/days" } }, examples = drawn[..4].Select(example => new { input = example.Input, answer = example.Answer }), generations = 3, name = "ours/found",
        });
        var answer = await ServedApi.PostAsync(http, "/v1/completions", new { model = "ours/found", prompt = drawn[4..].Select(example => example.Input) });

        Assert.InRange(mix.GetProperty("mix").GetProperty("search").GetProperty("exact_after").GetInt32(), 3, 4);
        Assert.True(Choices(answer).Zip(drawn[4..]).Count(pair => pair.First.Text == pair.Second.Answer) >= 3, answer.GetRawText());
    }

    private static async Task<IEnumerable<(string Text, string? Expert)>> AskAsync(HttpClient http, string conversation, params string[] prompt) =>
        Choices(await ServedApi.PostAsync(http, "/v1/completions", new { model = "nano/dispatch", experts = new[] { "ours/days", "ours/sums" }, conversation, prompt }));

    /// <summary>The same answered by the expert itself, in the form of a choice of it.</summary>
    private static async Task<IEnumerable<(string Text, string? Expert)>> AloneAsync(HttpClient http, string model, params string[] prompt)
    {
        var answer = await ServedApi.PostAsync(http, "/v1/completions", new { model, prompt });
        return Choices(answer).Select(choice => (choice.Text, (string?)answer.GetProperty("model").GetString()));
    }

    private static List<(string Text, string? Expert)> Choices(JsonElement answer) =>
        [.. answer.GetProperty("choices").EnumerateArray().Select(choice => (choice.GetProperty("text").GetString()!, choice.TryGetProperty("expert", out var expert) ? expert.GetString() : null))];

    private async Task ImportAsync()
    {
        _environment["Storage__Root"] = _folder.File("root");
        foreach (var (key, value) in broker.Settings)
            _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        (await ProgramRun.InProcessAsync(
            "svf", "train", "--dispatch", "--task", "date.day/hash", "--task", "number.add_five/plain", "--steps", "60", "--workers", "1", "--out", _folder.File("dispatch.safetensors"))).Succeeds();
        var bundled = Path.Combine(Repository.Root, "adapters", "svf");
        foreach (var (file, name) in new[]
        {
            (_folder.File("dispatch.safetensors"), "nano/dispatch"), (Path.Combine(bundled, "date.day.hash"), "ours/days"), (Path.Combine(bundled, "number.add_five.plain"), "ours/sums"),
        })
            (await ProgramRun.InProcessAsync(_environment, "adapters", "import", file, "--name", name)).Succeeds();
    }
}
