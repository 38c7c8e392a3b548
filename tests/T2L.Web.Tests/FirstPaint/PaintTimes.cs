using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace T2L.Web.Tests.FirstPaint;

/// <summary>How long loads of a page took, as the browser tells it, in milliseconds from the beginning of the navigation.</summary>
/// <param name="Answered">The first byte of the answer, load by load.</param>
/// <param name="Painted">The first contentful paint, load by load.</param>
internal sealed record PaintTimes(IReadOnlyList<double> Answered, IReadOnlyList<double> Painted)
{
    // The entry is written after the paint, which a page that is hidden never has.
    private const string Read = """
        () => new Promise((done, failed) => {
            setTimeout(() => failed(new Error("Nothing was painted within 30 s.")), 30000);
            new PerformanceObserver(list => {
                const paint = list.getEntriesByName("first-contentful-paint")[0];
                if (paint)
                    done({ painted: paint.startTime, answered: performance.getEntriesByType("navigation")[0].responseStart });
            }).observe({ type: "paint", buffered: true });
        })
        """;

    /// <summary>Loads a page in a browser that has never seen it, again and again.</summary>
    public static Task<PaintTimes> ColdAsync(IBrowser browser, string address, int loads) => OfAsync(loads, async () =>
    {
        await using var context = await browser.NewContextAsync();
        return await LoadAsync(await context.NewPageAsync(), address);
    });

    /// <summary>Loads a page in a browser that has seen it once before, again and again.</summary>
    public static async Task<PaintTimes> WarmAsync(IBrowser browser, string address, int loads)
    {
        await using var context = await browser.NewContextAsync();
        // One page for all: a browser paints what lies behind another page when it pleases.
        var page = await context.NewPageAsync();
        await LoadAsync(page, address);
        return await OfAsync(loads, async () =>
        {
            await page.GotoAsync("about:blank");
            return await LoadAsync(page, address);
        });
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"first contentful paint {Median(Painted):F0} ms (worst {Painted.Max():F0}), answered after {Median(Answered):F0} ms (worst {Answered.Max():F0}), {Painted.Count} loads");

    internal static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<PaintTimes> OfAsync(int loads, Func<Task<(double Answered, double Painted)>> load)
    {
        var (answered, painted) = (new List<double>(loads), new List<double>(loads));
        for (var i = 0; i < loads; i++)
        {
            var (byteAt, paintAt) = await load();
            answered.Add(byteAt);
            painted.Add(paintAt);
        }
        return new PaintTimes(answered, painted);
    }

    private static async Task<(double Answered, double Painted)> LoadAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        var times = await page.EvaluateAsync<JsonElement>(Read);
        return (times.GetProperty("answered").GetDouble(), times.GetProperty("painted").GetDouble());
    }
}
