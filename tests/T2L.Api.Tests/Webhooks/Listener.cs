using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace T2L.Api.Tests.Webhooks;

/// <summary>A server that webhooks tell.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    /// <summary>What arrived.</summary>
    public ConcurrentQueue<Heard> Heard { get; } = [];

    /// <summary>What it answers to the n-th message, from 0.</summary>
    public Func<int, HttpStatusCode> Answer { get; set; } = _ => HttpStatusCode.NoContent;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new Listener(builder.Build());
        listener._app.Map("/{**path}", async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var heard = new Heard(http.Request.Path, await reader.ReadToEndAsync(), http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
            http.Response.StatusCode = (int)listener.Answer(listener.Heard.Count);
            if (http.Response.StatusCode is >= 300 and < 400)
                http.Response.Headers.Location = "/elsewhere";
            listener.Heard.Enqueue(heard);
        });
        await listener._app.StartAsync();
        return listener;
    }

    public async Task WhenAsync(int messages, int seconds = 30)
    {
        for (var left = seconds * 50; Heard.Count < messages; left--)
        {
            Assert.True(left > 0, $"{Heard.Count} of {messages} messages after {seconds} s.");
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A message.</summary>
internal sealed record Heard(string Path, string Body, IReadOnlyDictionary<string, string> Headers);
