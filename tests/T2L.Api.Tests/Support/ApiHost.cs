using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Testing;
using T2L.Worker;
using T2L.Worker.Generation;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Support;

/// <summary>API and worker in one process on a real Kestrel, as <c>t2l serve</c> runs them; only generator and engine are stand-ins.</summary>
public sealed class ApiHost : IAsyncLifetime, IDisposable
{
    private readonly PostgresFixture _postgres = new();
    private readonly TemporaryDirectory _blobs = new();
    private readonly TemporaryDirectory _uploads = new();
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly ILoggerProvider? _log;
    private readonly Action<IServiceCollection>? _services;
    private WebApplication? _app;

    public ApiHost()
        : this(new Dictionary<string, string?>(), log: null)
    {
    }

    /// <param name="settings">What it is set to beside the usual.</param>
    /// <param name="log">Hears everything that is logged.</param>
    /// <param name="services">Adds what a composition root would.</param>
    internal ApiHost(IReadOnlyDictionary<string, string?> settings, ILoggerProvider? log, Action<IServiceCollection>? services = null) => (_settings, _log, _services) = (settings, log, services);

    internal StandInGenerator Generator { get; } = new();

    internal StandInEngine Engine => (StandInEngine)Services.GetRequiredService<IInferenceEngine>();

    public IServiceProvider Services => _app!.Services;

    public HttpClient Client { get; private set; } = new();

    public string Blobs => _blobs.Path;

    public string Uploads => _uploads.Path;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (_log is not null)
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Registry"] = _postgres.NewDatabase(),
            ["Blobs:Root"] = _blobs.Path,
            ["Api:MaxRequestBytes"] = "65536",
            ["Api:Webhooks:AllowPrivate"] = "true",
            ["Api:Webhooks:LookSeconds"] = "0.1",
            ["Api:MaxUploadBytes"] = "2000000",
            ["Api:Upload:MaxFileBytes"] = "1000000",
            ["Api:Upload:MaxEntries"] = "20",
            ["Api:Upload:TemporaryFolder"] = _uploads.Path,
        });
        builder.Configuration.AddInMemoryCollection(_settings);
        AddServices(builder);
        _app = builder.Build();
        _app.MapT2LApi();
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await Client.SendAsync(request);
        return await ApiAnswer.ReadAsync(response);
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), headers);

    /// <summary>Sends a body exactly as it is written.</summary>
    public Task<ApiAnswer> PostRawAsync(string path, string body, string mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, System.Text.Encoding.UTF8, mediaType));

    /// <summary>Has an adapter made and returns it.</summary>
    public async Task<JsonElement> MakeAdapterAsync(string description, string? name = null)
    {
        var answer = await PostAsync("/v1/adapters", new { description, name }, ("Prefer", "wait=30"));
        Assert.Equal(201, answer.Status);
        return answer.Body;
    }

    /// <summary>Publishes an expert as an import does.</summary>
    internal async Task<CatalogEntry> PublishAsync(SvfExpert expert, string name) =>
        (await Services.GetRequiredService<AdapterPublisher>().PublishAsync(new AnyAdapter(expert), new Provenance(), name)).Entry;

    /// <summary>Ends PostgreSQL under the running host.</summary>
    public Task StopDatabaseAsync() => _postgres.DisposeAsync();

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    public void Dispose()
    {
        _blobs.Dispose();
        _uploads.Dispose();
    }

    private void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddWorkerCore();
        builder.Services.AddSingleton<IAdapterGenerator>(Generator);
        builder.Services.AddSingleton<IInferenceEngine, StandInEngine>();
        builder.Services.AddSingleton<ITaskReader, StandInReader>();
        _services?.Invoke(builder.Services);
        builder.Services.AddT2LApi();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            bus.AddWorkerConsumers();
            bus.AddApiConsumers();
        });
    }
}

[CollectionDefinition(Name)]
public sealed class ApiGroup : ICollectionFixture<ApiHost>
{
    public const string Name = "API";
}
