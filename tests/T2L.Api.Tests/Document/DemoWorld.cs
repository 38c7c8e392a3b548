using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Fitting;
using T2L.Adapters.Svf;
using T2L.Adapters.Uploads;
using T2L.Api.Document;
using T2L.Api.Exchange;
using T2L.Api.Jobs;
using T2L.Api.Tests.Exchange;
using T2L.Api.Tests.Support;
using T2L.Hub;
using T2L.Hub.Tests.Server;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Registry.Tests;
using T2L.Testing;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Document;

/// <summary>A host with the small registry that the document's examples speak of.</summary>
public sealed class DemoWorld : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _keys = new();
    private FakeHub? _hub;
    private HeldGeneration? _held;

    public DemoWorld()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signing = System.IO.Path.Combine(_keys.Path, "signing.pem");
        File.WriteAllText(signing, key.ExportPkcs8PrivateKeyPem());
        // Nobody is told anything: what the examples name as webhooks is not ours.
        Api = new ApiHost(new Dictionary<string, string?> { ["Api:Webhooks:Send"] = "false", ["Signing:Key"] = signing }, log: null,
            services => services.AddSingleton<IAdapterHub>(new HubAdapters(() => new HubOptions { Endpoint = _hub!.Address, CacheRoot = "/nowhere" }, sendToken: false)));
    }

    internal ApiHost Api { get; }

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        _hub = await HubFiles.StartAsync(ImportExamples.FromHub.Repo!, "Write the word backwards, fetched.");
        await OrderAsync(Demo.Job, "Write the word backwards, once.", Demo.Adapter);
        await Api.MakeAdapterAsync("Write the word backwards.", Demo.Adapter);
        await Api.MakeAdapterAsync("Nobody needs this.", Demo.Spare);
        await Api.MakeAdapterAsync("Nobody needed this.", Demo.Deleted);
        await DoneAsync(HttpMethod.Delete, Path(Demo.Deleted));
        await PublishStrongAsync();
        await Api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed: 1), Demo.Expert);
        await Api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed: 2), Demo.OtherExpert);
        foreach (var version in new[] { 1, 2 })
            await DoneAsync(HttpMethod.Put, $"{Path(Demo.Adapter)}/aliases/{Demo.Alias}", JsonContent.Create(new { version }));
        await DoneAsync(HttpMethod.Patch, $"{Path(Demo.Adapter)}/metadata", JsonContent.Create(new { owner = "team-text", tags = (string[])["school"], properties = new { level = 3, cost = 1 } }));
        await DoneAsync(HttpMethod.Put, $"{Path(Demo.Adapter)}/card", new StringContent("# Reverse", Encoding.UTF8, "text/markdown"));
        await DoneAsync(HttpMethod.Post, $"{Path(Demo.Adapter)}/evaluations", JsonContent.Create(new { suite = "gsm8k", value = 0.38 }));
        await Api.Services.GetRequiredService<ModelCatalog>().RegisterAsync(new BaseModel { Digest = Digest.Of("nano"u8), Name = Demo.BaseModel, Modules = Shapes });
        await WriteRowsAsync();
        _held = new HeldGeneration(Api.Generator);
        await OrderAsync(Demo.RunningJob, "Write the word backwards, later.", name: null, ends: false);
    }

    public async Task DisposeAsync()
    {
        _held?.Release();
        await Api.DisposeAsync();
        await (_hub?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    public void Dispose()
    {
        _held?.Dispose();
        Api.Dispose();
        _keys.Dispose();
    }

    private static ModelShapes Shapes { get; } = new(
    [
        new("model.layers.*.self_attn.q_proj", 4, 4, 1),
        .. SampleExpert.Decomposition.MatricesOf(SvfTargets.Mlp).Select(matrix => new ModuleShape($"model.layers.*.mlp.{matrix.Name.Module}", matrix.Rows, matrix.Columns, 1)),
    ]);

    private static string Path(string adapter) => $"/v1/adapters/{Uri.EscapeDataString(adapter)}";

    private async Task DoneAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var response = await Api.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    private async Task OrderAsync(Guid id, string description, string? name, bool ends = true)
    {
        var job = await Api.Services.GetRequiredService<JobSubmitter>().SubmitAsync(new NewJob(description, name, Id: id), CancellationToken.None);
        if (ends)
            await Api.Services.GetRequiredService<JobWatch>().WaitAsync(job.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private Task PublishStrongAsync() => Api.Services.GetRequiredService<AdapterPublisher>().PublishAsync(
        new AnyAdapter(SampleAdapter.For("Do it strongly.")),
        new Provenance { Checks = [new QualityCheck(QualityCheck.NormOutlier, Passed: false, 20, 12, "It is 20 deviations off; 12 are let pass.")] }, Demo.Quarantined);

    // What the registry chooses itself: identities, and the letters of a key.
    private async Task WriteRowsAsync()
    {
        await using var db = await Api.Services.GetRequiredService<IDbContextFactory<RegistryDb>>().CreateDbContextAsync();
        db.ApiKeys.Add(new ApiKey { Id = Guid.CreateVersion7(), Name = "build server", Prefix = Demo.KeyPrefix, SecretHash = new byte[32], Scopes = ["read"], CreatedAt = Demo.At, CreatedBy = "somebody" });
        db.Webhooks.Add(new Webhook { Id = Demo.Webhook, Url = "https://example.org/", Actions = ["version.purge"], Secret = new byte[32], CreatedAt = Demo.At, CreatedBy = "somebody" });
        db.WebhookDeliveries.Add(new WebhookDelivery { Id = Demo.Delivery, WebhookId = Demo.Webhook, EventId = (await db.AuditEvents.FirstAsync()).Id });
        await db.SaveChangesAsync();
    }
}
