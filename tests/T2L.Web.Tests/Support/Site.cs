using Microsoft.Playwright;
using T2L.Api.Tests.Support;

namespace T2L.Web.Tests.Support;

/// <summary>A server as <c>t2l serve</c> runs it, on a loopback port with a PostgreSQL of its own, and a browser in front of it.</summary>
public class Site : IAsyncLifetime, IDisposable
{
    private readonly ApiHost _host;
    private Chromium? _chromium;

    public Site()
        : this(new ApiHost())
    {
    }

    private protected Site(ApiHost host) => _host = host;

    internal ApiHost Host => _host;

    public string Address => _host.Client.BaseAddress!.ToString().TrimEnd('/');

    public virtual async Task InitializeAsync()
    {
        // On a busy machine a page takes its time; what never comes fails all the same.
        Assertions.SetDefaultExpectTimeout(20_000);
        var server = _host.InitializeAsync();
        _chromium = await Chromium.StartAsync();
        await server;
    }

    /// <summary>A browser window without history, storage or cookies.</summary>
    public async Task<Visit> VisitAsync(string path, Action<BrowserNewContextOptions>? set = null, string? server = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Address, ViewportSize = new() { Width = 1280, Height = 900 }, ReducedMotion = ReducedMotion.Reduce };
        set?.Invoke(options);
        var visit = new Visit(await _chromium!.Browser.NewContextAsync(options), server ?? Address);
        await visit.OpenAsync(path);
        return visit;
    }

    public virtual async Task DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        await _host.DisposeAsync();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _host.Dispose();
}

[CollectionDefinition(Name)]
public sealed class SiteGroup : ICollectionFixture<Site>
{
    public const string Name = "Site";
}
