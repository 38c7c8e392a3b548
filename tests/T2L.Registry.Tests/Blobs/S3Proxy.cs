using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace T2L.Registry.Tests.Blobs;

/// <summary>Stands between a store and its service, and spoils what a test wants spoiled.</summary>
internal sealed class S3Proxy : IAsyncDisposable
{
    private static readonly string[] NotCopied = ["Transfer-Encoding", "Connection", "Keep-Alive"];
    private readonly WebApplication _app;
    private readonly HttpClient _service;

    private S3Proxy(WebApplication app, HttpClient service) => (_app, _service) = (app, service);

    /// <summary>What was asked, as <c>PUT /adapters/…?partNumber=1</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Changes a body on its way; null answers 500 in its place.</summary>
    public Func<string, byte[], byte[]?> Change { get; set; } = (_, body) => body;

    /// <summary>Answers everything with this, as a service that refuses does.</summary>
    public (int Status, string Code)? Refusal { get; set; }

    public string Endpoint => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<S3Proxy> StartAsync(string service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
        var proxy = new S3Proxy(builder.Build(), new HttpClient { BaseAddress = new Uri(service) });
        proxy._app.Run(proxy.PassAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _service.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var asked = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}";
        lock (Asked)
            Asked.Add(asked);
        if (Change(asked, body.ToArray()) is not { } changed)
        {
            http.Response.StatusCode = 500;
            return;
        }

        if (Refusal is var (status, code))
        {
            (http.Response.StatusCode, http.Response.ContentType) = (status, "application/xml");
            await http.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>No.</Message></Error>");
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"{http.Request.Path}{http.Request.QueryString}");
        if (changed.Length > 0 || http.Request.Method is "PUT" or "POST")
            request.Content = new ByteArrayContent(changed);
        foreach (var (name, value) in http.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }

        using var answer = await _service.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotCopied.Contains(header.Key)))
            http.Response.Headers[name] = value.ToArray();
        if (http.Request.Method != "HEAD")
            await answer.Content.CopyToAsync(http.Response.Body);
    }
}
