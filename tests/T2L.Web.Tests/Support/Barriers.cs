using System.Text.Json;
using Microsoft.Playwright;
using T2L.Testing;

namespace T2L.Web.Tests.Support;

/// <summary>What axe-core finds on a page that keeps somebody out.</summary>
internal static class Barriers
{
    private static readonly Lazy<string> Axe = new(Read);

    /// <summary>Fails with every serious or critical finding and where it is.</summary>
    public static async Task AssertNoneAsync(IPage page)
    {
        // Evaluated by the browser's tools and not added to the page, whose policy would refuse it.
        await page.EvaluateAsync(Axe.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        var serious = found.EnumerateArray().Where(rule => rule.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(rule => $"{rule.GetProperty("id")}: {string.Join(" | ", rule.GetProperty("nodes").EnumerateArray().Take(3).Select(node => $"{node.GetProperty("html")} {node.GetProperty("failureSummary")}"))}");
        Assert.Empty(serious);
    }

    private static string Read()
    {
        var file = Path.Combine(Repository.Root, "artifacts", "axe", "axe.min.js");
        return File.Exists(file) ? File.ReadAllText(file) : throw new FileNotFoundException($"{file} is missing; fetch it with: deploy/setup/axe.sh");
    }
}
