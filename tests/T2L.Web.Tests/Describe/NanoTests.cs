using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using T2L.Api;
using T2L.Contracts.Messaging;
using T2L.Registry;
using T2L.Testing;
using T2L.Web.Tests.Support;
using T2L.Worker;
using T2L.Worker.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests.Describe;

/// <summary>The main path with the bundled models, nothing in between replaced.</summary>
[Trait("Category", "Browser")]
public sealed class NanoTests
{
    [Fact]
    public async Task A_described_task_is_done_by_the_adapter_and_not_by_the_base_model()
    {
        var postgres = new PostgresFixture();
        await postgres.InitializeAsync();
        using var blobs = new TemporaryDirectory();
        await using var app = Server(postgres.NewDatabase(), blobs.Path);
        await app.StartAsync();
        await app.Services.GetRequiredService<WorkerModels>().WhenLoadedAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using (var chromium = await Chromium.StartAsync())
        await using (var visit = new Visit(await chromium.Browser.NewContextAsync(new() { BaseURL = address }), address))
        {
            await visit.OpenAsync("/describe");
            var page = visit.Page;
            await page.Locator("#text").FillAsync("Write the word backwards.");
            await Expect(page.Locator("#near-tasks")).ToContainTextAsync("word.reverse/plain");
            await page.Locator("#generate").ClickAsync();
            await Expect(page.Locator("#result-link")).ToHaveTextAsync("word-backwards:1");
            await page.GetByRole(AriaRole.Button, new() { Name = "stone" }).ClickAsync();

            await Expect(page.Locator("#beside tbody td .said-text").Last).ToHaveTextAsync("enots");
            await Expect(page.Locator("#beside tbody td .said-text").First).Not.ToHaveTextAsync("enots");
            await page.GotoAsync("/map");
            await Expect(page.Locator("#view a")).ToHaveTextAsync("word-backwards:1");
        }
        await app.StopAsync();
        await postgres.DisposeAsync();
    }

    private static WebApplication Server(string database, string blobs)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Repository.Root });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0", ["ConnectionStrings:Registry"] = database, ["Blobs:Root"] = blobs, ["Inference:Device"] = "cpu",
        });
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddT2LWorker();
        builder.Services.AddT2LApi();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            bus.AddWorkerConsumers();
            bus.AddApiConsumers();
        });
        var app = builder.Build();
        app.MapT2LApi();
        return app;
    }
}
