using Microsoft.Playwright;

namespace T2L.Web.Tests.Support;

/// <summary>The machine's Chromium, driven by Playwright. Where there is none, the tests fail with the line that installs it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Program))
            throw new FileNotFoundException($"{Program} is missing; the tests of the pages need it: apt-get update && apt-get install -y --no-install-recommends chromium");
        var playwright = await Playwright.CreateAsync();
        // Without --no-sandbox Chromium refuses to start as root, as which continuous integration often runs.
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
        return new Chromium(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
