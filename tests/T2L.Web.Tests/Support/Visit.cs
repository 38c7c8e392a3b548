using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace T2L.Web.Tests.Support;

/// <summary>A window on the site. At its end nothing may have been written to the console, thrown, or asked of another server.</summary>
public sealed class Visit(IBrowserContext context, string address) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _faults = [];

    public IPage Page { get; private set; } = null!;

    /// <summary>What the browser may write: the statuses that a test asks for.</summary>
    public IList<string> Expected { get; } = [];

    public async Task<IResponse?> OpenAsync(string path)
    {
        if (Page is null)
        {
            context.SetDefaultTimeout(60_000);
            Page = await context.NewPageAsync();
            Page.Console += (_, message) => { if (message.Type is "error" or "warning") _faults.Enqueue($"console {message.Type}: {message.Text}"); };
            Page.PageError += (_, error) => _faults.Enqueue($"script error: {error}");
            Page.Dialog += async (_, dialog) => { _faults.Enqueue($"dialog: {dialog.Message}"); await dialog.DismissAsync(); };
            Page.Request += (_, request) => { if (!IsHere(request.Url)) _faults.Enqueue($"request to {request.Url}"); };
        }

        return await Page.GotoAsync(path);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.DoesNotContain(_faults, fault => !Expected.Any(part => fault.Contains(part, StringComparison.Ordinal)));
    }

    private bool IsHere(string url) => url.StartsWith(address + "/", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);
}
