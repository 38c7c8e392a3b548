using System.Text;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters.Origin;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Adapters.Uploads;
using T2L.Api.Tests.Support;
using T2L.Hub;
using T2L.Hub.Tests.Server;

namespace T2L.Api.Tests.Exchange;

/// <summary>Adapters that the server fetches itself, from a hub on the loopback that a test bends.</summary>
[Trait("Category", "Service")]
public sealed class HubImportTests(HubHost host) : IClassFixture<HubHost>, IAsyncLifetime
{
    private ApiHost Api => host.Api;

    private FakeHub Hub => host.Hub;

    public Task InitializeAsync() => host.NewHubAsync("acme/reverse-lora", "Write the word backwards.");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_repository_becomes_a_version_that_says_where_it_is_from()
    {
        await host.NewHubAsync("acme/reverse-lora", "Bytes that no other test sends.");

        var answer = await ImportAsync(new { repo = "acme/reverse-lora", revision = "main", name = "hub/reverse", description = "Write the word backwards." });
        var again = await ImportAsync(new { repo = "acme/reverse-lora" });

        Assert.Equal((201, 200, "hub/reverse", "hub", "Write the word backwards."), (answer.Status, again.Status, answer.Text("name"), answer.Text("source"), answer.Text("description")));
        var hub = answer.Body.GetProperty("hub");
        Assert.Equal(("acme/reverse-lora", FakeHub.Commit), (hub.GetProperty("repository").GetString(), hub.GetProperty("commit").GetString()));
        Assert.Equal(hub.GetRawText(), (await Api.GetAsync("/v1/adapters/hub%2Freverse")).Body.GetProperty("hub").GetRawText());
        var told = (await Api.GetAsync("/v1/audit?adapter=hub/reverse")).Body.GetProperty("items")[0].GetProperty("details");
        Assert.Equal(("acme/reverse-lora", FakeHub.Commit), (told.GetProperty("hub_repository").GetString(), told.GetProperty("hub_commit").GetString()));
        var page = await Api.Client.GetStringAsync("/adapters/hub/reverse");
        Assert.Contains("Fetched from the hub", page, StringComparison.Ordinal);
        Assert.Contains(FakeHub.Commit, page, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Api.Uploads));
    }

    [Fact]
    public async Task Only_the_list_and_the_files_of_an_adapter_are_asked_for_and_without_the_token()
    {
        await ImportAsync(new { repo = "acme/reverse-lora" });

        Assert.NotEmpty(Hub.Requests);
        Assert.All(Hub.Requests, request => Assert.True(
            request.Path is "/api/models/acme/reverse-lora/revision/main" || request.Path.EndsWith(PeftConfigFile.Name, StringComparison.Ordinal) || request.Path.EndsWith(PeftDirectory.WeightsName, StringComparison.Ordinal), request.Path));
        Assert.All(Hub.Requests, request => Assert.Empty(request.Authorization));
    }

    [Fact]
    public async Task The_token_goes_along_where_the_operator_says_so()
    {
        host.SendToken = true;
        try
        {
            await ImportAsync(new { repo = "acme/reverse-lora" });
        }
        finally
        {
            host.SendToken = false;
        }

        Assert.All(Hub.Requests, request => Assert.Equal("Bearer hf_secret", request.Authorization));
    }

    [Theory]
    [InlineData("https://evil.example/acme/lora")]
    [InlineData("evil.example:443/lora")]
    [InlineData("../../etc/passwd")]
    [InlineData("acme/reverse-lora?x=1")]
    [InlineData("acme/reverse-lora#x")]
    [InlineData("a/b/c")]
    [InlineData("@evil.example")]
    [InlineData("hf:acme/reverse-lora")]
    public async Task A_caller_names_a_repository_and_never_a_server(string repo)
    {
        (await ImportAsync(new { repo })).IsProblem(400, "invalid_request");

        Assert.Empty(Hub.Requests);
    }

    [Theory]
    [InlineData("""{"repo": "acme/reverse-lora", "endpoint": "https://evil.example"}""", 400, "invalid_json")]
    [InlineData("""{"repo": "acme/reverse-lora", "revision": "a/../../b"}""", 400, "invalid_request")]
    [InlineData("""{"repo": "acme/reverse-lora", "name": "Not A Name"}""", 400, "invalid_request")]
    [InlineData("""{"revision": "main"}""", 400, "invalid_request")]
    public async Task What_cannot_be_an_order_asks_nobody(string body, int status, string code)
    {
        (await Api.PostRawAsync("/v1/adapters/import/hub", body)).IsProblem(status, code);

        Assert.Empty(Hub.Requests);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_not_found() => await RefusedAsync(404, "hub_not_found", repo: "acme/other");

    [Fact]
    public async Task A_repository_without_an_adapter_is_not_found()
    {
        Hub.Files.RemoveAll(file => file.Path.StartsWith("adapter_", StringComparison.Ordinal));

        await RefusedAsync(404, "hub_not_found");
    }

    [Fact]
    public async Task Weights_that_are_a_pickle_only_are_refused_and_not_fetched()
    {
        Hub.Files.RemoveAll(file => file.Path == PeftDirectory.WeightsName);
        Hub.Files.Add(FakeFile.Large("adapter_model.bin", 4096));

        await RefusedAsync(422, "upload_refused");

        Assert.Equal(0, Hub.Count("adapter_model.bin"));
    }

    [Fact]
    public async Task A_configuration_that_names_code_is_refused()
    {
        var config = Hub.Files.Find(file => file.Path == PeftConfigFile.Name)!;
        Hub.Files.Remove(config);
        Hub.Files.Add(FakeFile.Small(config.Path, Encoding.UTF8.GetString(config.Bytes).Replace("{", "{\"trust_remote_code\": true,", StringComparison.Ordinal)));

        await RefusedAsync(422, "upload_refused");
    }

    [Theory]
    [InlineData(412, 1_000_001)] // Api:Upload:MaxFileBytes of the host is 1,000,000
    [InlineData(999_999, 999_999, 999_999)] // Api:MaxUploadBytes is 2,000,000
    public async Task Too_many_bytes_are_not_fetched(params int[] sizes)
    {
        string[] names = [PeftConfigFile.Name, PeftDirectory.WeightsName, SvfExpertFile.Name];
        Hub.Files.Clear();
        Hub.Files.AddRange(sizes.Select((size, place) => FakeFile.Large(names[place], size, seed: place)));

        await RefusedAsync(413, "request_too_large");

        Assert.Equal(0, Hub.Count("/resolve/"));
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_list_says_is_refused()
    {
        Hub.Send = (context, bytes) => context.Response.Body.WriteAsync(bytes.ToArray().Select(x => (byte)~x).ToArray()).AsTask();

        await RefusedAsync(502, "hub_failed");
    }

    [Fact]
    public async Task A_hub_that_fails_is_told_with_patience()
    {
        Hub.Intercept = context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };

        await RefusedAsync(503, "hub_unavailable");
    }

    [Fact]
    public async Task A_hub_that_takes_too_long_is_given_up()
    {
        Hub.Send = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);

        await RefusedAsync(503, "hub_unavailable", "'acme/reverse-lora' did not arrive within 8 s (Api:Hub:TimeoutSeconds). Nothing of it was kept; try again.");
    }

    [Fact]
    public async Task A_server_without_a_hub_says_so()
    {
        host.Offline = true;
        try
        {
            await RefusedAsync(400, "not_supported");
        }
        finally
        {
            host.Offline = false;
        }

        Assert.Empty(Hub.Requests);
    }

    private Task<ApiAnswer> ImportAsync(object body) => Api.PostAsync("/v1/adapters/import/hub", body);

    private async Task RefusedAsync(int status, string code, string? detail = null, string repo = "acme/reverse-lora")
    {
        var before = await Api.TracesAsync();

        var answer = await ImportAsync(new { repo });

        answer.IsProblem(status, code);
        if (detail is not null)
            Assert.Equal(detail, answer.Text("detail"));
        Assert.Equal(before, await Api.TracesAsync());
    }
}

/// <summary>A server that fetches from whichever hub a test has started.</summary>
public sealed class HubHost : IAsyncLifetime, IDisposable
{
    public HubHost() => Api = new ApiHost(new Dictionary<string, string?> { ["Api:Hub:TimeoutSeconds"] = "8" }, log: null, services => services.AddSingleton<IAdapterHub>(new Bent(this)));

    internal ApiHost Api { get; }

    internal FakeHub Hub { get; private set; } = null!;

    internal bool SendToken { get; set; }

    internal bool Offline { get; set; }

    /// <summary>A hub as it should be, in place of the one before.</summary>
    public async Task NewHubAsync(string repository, string description)
    {
        await (Hub?.DisposeAsync() ?? ValueTask.CompletedTask);
        Hub = await HubFiles.StartAsync(repository, description);
    }

    public Task InitializeAsync() => Api.InitializeAsync();

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        await (Hub?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    public void Dispose() => Api.Dispose();

    private sealed class Bent(HubHost host) : IAdapterHub
    {
        public Task<HubOrigin> FetchAsync(string repository, string revision, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken) =>
            new HubAdapters(() => new HubOptions { Endpoint = host.Hub.Address, CacheRoot = "/nowhere", Token = "hf_secret", Offline = host.Offline, MaxAttempts = 1 }, host.SendToken)
                .FetchAsync(repository, revision, folder, limits, cancellationToken);
    }
}
