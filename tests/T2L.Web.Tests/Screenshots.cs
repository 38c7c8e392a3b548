using Microsoft.Playwright;
using T2L.Testing;
using T2L.Web.Tests.Support;

namespace T2L.Web.Tests;

/// <summary>
/// Every page in light, dark and on a phone. With T2L_SCREENSHOTS=DIR the pictures stay there, and with T2L_SCREENSHOTS_OF=http://127.0.0.1:8080 they are of that
/// server, whose adapter T2L_SCREENSHOTS_ADAPTER (and version before) is shown.
/// </summary>
[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class Screenshots(Site site)
{
    private const int Phone = 360;

    public static TheoryData<string, string> Pages => new()
    {
        { "home", "/" },
        { "adapter", "/adapters/{adapter}" },
        { "compare", "/compare?left={adapter}:1&right={adapter}:2" },
        { "describe", "/describe" },
        { "jobs", "/jobs" },
        { "experts", "/experts" },
        { "map", "/map" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Pages_fit_a_phone_and_are_not_empty(string name, string path)
    {
        var (server, adapter) = (Environment.GetEnvironmentVariable("T2L_SCREENSHOTS_OF"), Environment.GetEnvironmentVariable("T2L_SCREENSHOTS_ADAPTER") ?? "pictured/adapter");
        if (server is null)
        {
            await site.Host.MakeAdapterAsync($"Write the pictured word, {name}.", adapter);
            await site.Host.MakeAdapterAsync($"Write the pictured word again, {name}.", adapter);
        }

        using var elsewhere = new TemporaryDirectory();
        var folder = Environment.GetEnvironmentVariable("T2L_SCREENSHOTS") ?? elsewhere.Path;
        foreach (var (look, width, scheme) in new[] { ("light", 1280, ColorScheme.Light), ("dark", 1280, ColorScheme.Dark), ("phone", Phone, ColorScheme.Light) })
        {
            await using var visit = await site.VisitAsync((server ?? "") + path.Replace("{adapter}", adapter, StringComparison.Ordinal), options =>
            {
                options.ColorScheme = scheme;
                options.ViewportSize = new() { Width = width, Height = width == Phone ? 740 : 900 };
            }, server);
            await visit.Page.EvaluateAsync("document.fonts.ready");
            var file = Path.Combine(folder, $"{name}-{look}.png");
            await visit.Page.ScreenshotAsync(new() { Path = file, FullPage = true });

            Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} pixels.");
            Assert.InRange(new FileInfo(file).Length, 8_000, 2_000_000);
        }
    }
}
