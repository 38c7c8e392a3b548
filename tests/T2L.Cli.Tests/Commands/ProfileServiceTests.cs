using System.Globalization;
using System.Net;
using System.Net.Sockets;
using T2L.Cli.Tests.Support;
using T2L.Hub.Tests.Server;
using T2L.Testing;
using T2L.Testing.RabbitMq;

namespace T2L.Cli.Tests.Commands;

/// <summary>A profile that shares nothing with the default one, pulled from a hub: every command and role uses its models and its chat template.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class ProfileServiceTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IAsyncLifetime, IDisposable
{
    private const string Description = "Write the word backwards.", BaseModel = "random/tiny-gemma2";

    private readonly TemporaryDirectory _temporary = new();
    private readonly Dictionary<string, string> _environment = [];

    private string Models => _temporary.File("models");

    public async Task InitializeAsync()
    {
        (await ProgramRun.InProcessAsync(_environment, "make-random", "--like", "tiny-gemma2", "--out", Models)).Succeeds();
        foreach (var (part, folder) in new[] { ("Hypernetwork", "hypernetwork"), ("BaseModel", "base"), ("Encoder", "encoder") })
            (_environment[$"Profiles__tiny__{part}__Source"], _environment[$"Profiles__tiny__{part}__Folder"]) = ("hf:acme/tiny", folder);
        (_environment["HF_HOME"], _environment["HF_TOKEN"], _environment["HF_HUB_CACHE"], _environment["Storage__Root"]) = (_temporary.File("hf"), "", "", _temporary.File("root"));
        await using var hub = await FakeHub.StartAsync([.. Directory.EnumerateFiles(Models, "*", SearchOption.AllDirectories)
            .Select(path => new FakeFile(Path.GetRelativePath(Models, path), File.ReadAllBytes(path), path.EndsWith('s')))]);
        (_environment["HF_ENDPOINT"], _environment["HF_HUB_OFFLINE"]) = (hub.Address.AbsoluteUri, "");
        (await RunAsync("pull", "profile:tiny")).Succeeds();
        (_environment["HF_ENDPOINT"], _environment["HF_HUB_OFFLINE"]) = ("http://127.0.0.1:1", "1"); // from here on the cache has to do
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Commands_use_the_pulled_models()
    {
        (await RunAsync("embed", "--profile", "tiny", "--text", Description, "--out", _temporary.File("one"))).Succeeds();
        (await RunAsync("embed", "--encoder", Path.Combine(Models, "encoder"), "--text", Description, "--out", _temporary.File("two"))).Succeeds();
        Assert.Equal(await File.ReadAllBytesAsync(_temporary.File("two")), await File.ReadAllBytesAsync(_temporary.File("one")));

        var folders = (await RunAsync("generate", "--hypernetwork", Path.Combine(Models, "hypernetwork"), "--encoder", Path.Combine(Models, "encoder"),
            "--description", Description, "--out", _temporary.File("folders"), "--json")).Succeeds().Json.GetProperty("adapters")[0];
        var made = (await AdaptAsync("none", "ab")).GetProperty("adapter");
        Assert.Equal((folders.GetProperty("digest").GetString(), BaseModel), (made.GetProperty("digest").GetString(), made.GetProperty("base_model").GetString()));
    }

    [Fact]
    public async Task Chat_template_of_the_profile_reaches_the_engine()
    {
        await File.WriteAllTextAsync(_temporary.File("twice.jinja"), "{{ bos_token }}{{ messages[0].content }}{{ messages[0].content }}");
        var written = (await AdaptAsync(_temporary.File("twice.jinja"), "ab")).GetProperty("answers")[0];
        var plain = (await AdaptAsync("none", "abab")).GetProperty("answers")[0];
        var once = (await AdaptAsync("none", "ab")).GetProperty("answers")[0];
        foreach (var who in new[] { "base", "adapted" })
            Assert.Equal(plain.GetProperty(who).GetString(), written.GetProperty(who).GetString());
        Assert.NotEqual(once.GetProperty("base").GetString(), written.GetProperty("base").GetString());
    }

    [Fact]
    public async Task Serve_answers_with_the_pulled_models_and_stops()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        using var program = new RunningProgram(_environment, "serve", "--profile", "tiny", "--urls", address);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await program.UntilAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        Assert.Contains(BaseModel, await http.GetStringAsync(new Uri("/v1/models", UriKind.Relative)), StringComparison.Ordinal);
        AssertLoadedFromTheCache(program.Said);
        Assert.DoesNotContain("fail:", program.Said, StringComparison.Ordinal);
        Assert.Equal(0, await program.StopAsync());
    }

    [RabbitMqFact]
    public async Task Worker_loads_the_pulled_models_and_stops()
    {
        foreach (var (key, value) in broker.Settings)
            _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        using var program = new RunningProgram(_environment, "worker", "--profile", "tiny");
        await program.SaysAsync("t2l: worker is up");
        await program.SaysAsync("base' is loaded");
        await program.SaysAsync("hypernetwork' is loaded");
        AssertLoadedFromTheCache(program.Said);
        Assert.Equal(0, await program.StopAsync());
    }

    private void AssertLoadedFromTheCache(string said)
    {
        var snapshot = Path.Combine(_temporary.File("hf"), "hub", "models--acme--tiny", "snapshots", FakeHub.Commit);
        foreach (var part in new[] { "base", "hypernetwork" })
            Assert.Contains($"'{Path.Combine(snapshot, part)}' is loaded", said, StringComparison.Ordinal);
    }

    private async Task<System.Text.Json.JsonElement> AdaptAsync(string template, string prompt)
    {
        _environment["Profiles__tiny__ChatTemplate"] = template;
        return (await RunAsync("adapt", "--profile", "tiny", Description, "--prompt", prompt, "--max-tokens", "8", "--json")).Succeeds().Json;
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.InProcessAsync(_environment, arguments);

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
