using Microsoft.Playwright;
using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class ProblemPageTests(Site site)
{
    [Theory]
    [InlineData("/no/such/page", 404, "There is nothing at this address")]
    [InlineData("/?kind=dora", 400, "The request has a wrong value")]
    [InlineData("/?page=tampered", 400, "The request has a wrong value")]
    [InlineData("/adapters/no-such-adapter", 404, "There is no such adapter")]
    public async Task Errors_are_pages_with_a_way_on(string path, int status, string title)
    {
        await using var visit = await site.VisitAsync("/");
        visit.Expected.Add($"{status}");

        var answer = await visit.OpenAsync(path);

        Assert.Equal(status, answer!.Status);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "All adapters" })).ToBeVisibleAsync();
        Assert.DoesNotContain("   at ", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await Barriers.AssertNoneAsync(visit.Page);
    }
}
