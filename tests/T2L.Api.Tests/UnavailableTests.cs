using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using T2L.Api.Tests.Support;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;
using T2L.Registry;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests;

/// <summary>What callers hear while a part of the system is away.</summary>
[Trait("Category", "Service")]
public sealed class UnavailableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Without_the_database_every_answer_says_so()
    {
        var api = new ApiHost();
        await api.InitializeAsync();
        await api.MakeAdapterAsync("Write the word backwards.");

        await api.StopDatabaseAsync();

        (await api.GetAsync("/v1/adapters")).IsProblem(503, "registry_unavailable");
        (await api.PostAsync("/v1/adapters", new { description = "Write the word." })).IsProblem(503, "registry_unavailable");
        (await api.GetAsync($"/v1/jobs/{Guid.NewGuid()}")).IsProblem(503, "registry_unavailable");
        (await api.GetAsync("/health/ready")).IsProblem(503, "not_ready");
        Assert.Equal(200, (await api.GetAsync("/health/live")).Status);
        await api.DisposeAsync();
        api.Dispose();
    }

    [Fact]
    public async Task Without_a_worker_the_catalog_answers_and_prompts_are_refused_in_seconds()
    {
        await using var app = await StartAloneAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        using var catalog = await client.GetAsync("/v1/adapters");
        using var models = await client.GetAsync("/v1/models");
        using var ready = await client.GetAsync("/health/ready");

        Assert.Equal(200, (int)catalog.StatusCode);
        const string sentence = "No worker answered within 3 s. Start one with './t2l worker', or wait until it is back.";
        (await ApiAnswer.ReadAsync(models)).IsProblem(503, "model_not_ready", sentence);
        (await ApiAnswer.ReadAsync(ready)).IsProblem(503, "not_ready", sentence);
    }

    private async Task<WebApplication> StartAloneAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Registry"] = postgres.NewDatabase(),
        });
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddRemoteEngine();
        builder.Services.AddT2LApi();
        builder.Services.AddBus(builder.Configuration, bus => bus.AddApiConsumers());
        var app = builder.Build();
        app.MapT2LApi();
        await app.StartAsync();
        return app;
    }
}
