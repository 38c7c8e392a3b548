using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using T2L.Api.Tests.Support;
using T2L.Client.Adapters;
using T2L.Client.Completions;
using T2L.Client.Evaluations;
using T2L.Client.Metadata;

namespace T2L.Client.Tests;

/// <summary>The client has a call for every operation of the server's OpenAPI document, and that call goes there: an operation that is added and forgotten here fails.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class OperationsTests(ApiHost api)
{
    private static readonly Guid Id = Guid.Parse("01a2009d-7259-7969-9dd5-af8bbc4e0a36");

    private static readonly Dictionary<string, Func<T2LClient, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["GenerateAdapter"] = t2l => t2l.Adapters.OrderAsync(new AdapterOrder("x")),
        ["GenerateAdapters"] = t2l => t2l.Adapters.OrderManyAsync([new AdapterOrder("x")]),
        ["MixAdapters"] = t2l => t2l.Adapters.MixAsync(new MixRequest([])),
        ["ListAdapters"] = t2l => t2l.Adapters.PageAsync(),
        ["MapAdapters"] = t2l => t2l.Analysis.MapAsync(),
        ["GetAdapter"] = t2l => t2l.Adapters.GetAsync("a/b"),
        ["ListSimilarAdapters"] = t2l => t2l.Adapters.SimilarAsync("a/b"),
        ["DeleteAdapter"] = t2l => t2l.Adapters.DeleteAsync("a/b"),
        ["RestoreAdapter"] = t2l => t2l.Adapters.RestoreAsync("a/b"),
        ["DownloadAdapter"] = t2l => t2l.Adapters.DownloadAsync("a/b", Stream.Null),
        ["ImportAdapter"] = t2l => t2l.Adapters.ImportAsync(Stream.Null, "application/zip"),
        ["ImportFromHub"] = t2l => t2l.Adapters.ImportFromHubAsync(new HubImport("a/b")),
        ["ExportAdapter"] = t2l => t2l.Adapters.ExportAsync("a/b", "vllm", Stream.Null),
        ["DiffVersions"] = t2l => t2l.Analysis.DiffAsync("a/b", "a/c"),
        ["GetSpectrum"] = t2l => t2l.Analysis.SpectrumAsync("a/b"),
        ["ListFiles"] = t2l => t2l.Files.ListAsync("a/b"),
        ["GetFile"] = t2l => t2l.Files.ReadAsync("a/b", "adapter_config.json", Stream.Null),
        ["GetSignature"] = t2l => t2l.Files.SignatureAsync("a/b"),
        ["GetBom"] = t2l => t2l.Files.BillOfMaterialsAsync("a/b"),
        ["GetChecks"] = t2l => t2l.Checks.GetAsync("a/b"),
        ["CheckAgain"] = t2l => t2l.Checks.RepeatAsync("a/b"),
        ["ReleaseVersion"] = t2l => t2l.Checks.ReleaseAsync("a/b", "why"),
        ["ListEvaluations"] = t2l => t2l.Evaluations.ListAsync("a/b"),
        ["AddEvaluation"] = t2l => t2l.Evaluations.AddAsync("a/b", new Figure("s", 1)),
        ["RunEvaluation"] = t2l => t2l.Evaluations.RunAsync("a/b", new Trial([])),
        ["ListAliases"] = t2l => t2l.Aliases.ListAsync("a/b"),
        ["GetAlias"] = t2l => t2l.Aliases.GetAsync("a/b", "c"),
        ["SetAlias"] = t2l => t2l.Aliases.SetAsync("a/b", "c", 1),
        ["RollBackAlias"] = t2l => t2l.Aliases.RollBackAsync("a/b", "c"),
        ["RemoveAlias"] = t2l => t2l.Aliases.RemoveAsync("a/b", "c"),
        ["GetMetadata"] = t2l => t2l.Metadata.GetAsync("a/b"),
        ["ChangeMetadata"] = t2l => t2l.Metadata.ChangeAsync("a/b", new MetadataChange()),
        ["GetCard"] = t2l => t2l.Metadata.GetCardAsync("a/b"),
        ["PutCard"] = t2l => t2l.Metadata.PutCardAsync("a/b", "#"),
        ["DeleteCard"] = t2l => t2l.Metadata.RemoveCardAsync("a/b"),
        ["ListJobs"] = t2l => t2l.Jobs.PageAsync(),
        ["GetJob"] = t2l => t2l.Jobs.GetAsync(Id),
        ["WatchJob"] = t2l => t2l.Jobs.WaitAsync(Id),
        ["CancelJob"] = t2l => t2l.Jobs.CancelAsync(Id),
        ["FindNear"] = t2l => t2l.Tasks.NearAsync("x"),
        ["ListAudit"] = t2l => t2l.Audit.PageAsync(),
        ["Complete"] = t2l => t2l.Completions.AskAsync(new Question("a", "b")),
        ["ListModels"] = t2l => t2l.Completions.ModelsAsync(),
        ["CreateWebhook"] = t2l => t2l.Webhooks.CreateAsync("https://example.org"),
        ["ListWebhooks"] = t2l => t2l.Webhooks.ListAsync(),
        ["DeleteWebhook"] = t2l => t2l.Webhooks.DeleteAsync(Id),
        ["ListDeliveries"] = t2l => t2l.Webhooks.DeliveriesAsync(Id),
        ["RepeatDelivery"] = t2l => t2l.Webhooks.RepeatAsync(Id, Id),
        ["ListWorkers"] = t2l => t2l.Workers.ListAsync(),
        ["ListDeployments"] = t2l => t2l.Workers.DeploymentsAsync("a/b"),
        ["ListBaseModels"] = t2l => t2l.BaseModels.ListAsync(),
        ["ListKeys"] = t2l => t2l.Keys.ListAsync(),
        ["CreateKey"] = t2l => t2l.Keys.CreateAsync("me", ["read"]),
        ["RotateKey"] = t2l => t2l.Keys.RotateAsync("t2l_abc"),
        ["RevokeKey"] = t2l => t2l.Keys.RevokeAsync("t2l_abc"),
        ["GetUsage"] = t2l => t2l.Tenants.UsageAsync(),
        ["GetLive"] = t2l => t2l.Health.LiveAsync(),
        ["GetReady"] = t2l => t2l.Health.ReadyAsync(),
    };

    /// <summary>What the client leaves out on purpose, and why.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["HeadFile"] = "Size and digest of a file stand in ListFiles already.",
    };

    [Fact]
    public async Task Every_operation_of_the_server_has_a_call_that_goes_there()
    {
        var operations = (await api.GetAsync("/openapi/v1.json")).Body.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(
            method => (Name: method.Value.GetProperty("operationId").GetString()!, Method: method.Name.ToUpperInvariant(), Path: path.Name))).ToList();

        Assert.Equal(operations.Select(operation => operation.Name).Order(StringComparer.Ordinal), Calls.Keys.Concat(LeftOut.Keys).Order(StringComparer.Ordinal));
        foreach (var (name, method, path) in operations.Where(operation => !LeftOut.ContainsKey(operation.Name)))
        {
            var (sentMethod, sentPath) = await SentAsync(Calls[name]);
            Assert.Equal((name, method), (name, sentMethod));
            Assert.Matches($"^{Regex.Replace(Regex.Escape(path), @"\\\{[^}]*}", "[^/]+")}$", sentPath);
        }
    }

    private static async Task<(string Method, string Path)> SentAsync(Func<T2LClient, Task> call)
    {
        var seen = new Refusing();
        using var t2l = new T2LClient(new HttpClient(seen) { BaseAddress = new Uri("http://elsewhere/") });
        await Assert.ThrowsAsync<T2LException>(() => call(t2l));
        return (seen.Method!, seen.Path!);
    }

    private sealed class Refusing : HttpMessageHandler
    {
        public string? Method { get; private set; }

        public string? Path { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Method, Path) = (request.Method.Method, request.RequestUri!.AbsolutePath);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent("""{"code": "seen"}""", Encoding.UTF8, "application/problem+json"), RequestMessage = request,
            });
        }
    }
}
