using System.Net;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Pages;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class PageTests(ApiHost api)
{
    [Fact]
    public async Task A_browser_gets_a_page_that_needs_nothing_from_elsewhere()
    {
        using var page = await BrowseAsync("/");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("<!DOCTYPE html>", html.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html.Replace("http://127.0.0.1", "", StringComparison.Ordinal).Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asset_may_be_kept_for_good_and_is_not_sent_twice()
    {
        using var page = await BrowseAsync("/");
        var address = Between(await page.Content.ReadAsStringAsync(), "<link rel=\"stylesheet\" href=\"", "\"");
        using var style = await api.Client.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, address.Split('?')[0]);
        again.Headers.IfNoneMatch.Add(style.Headers.ETag!);
        using var unchanged = await api.Client.SendAsync(again);

        Assert.Equal(("text/css", true), (style.Content.Headers.ContentType!.MediaType, style.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.NotModified, "no-cache"), (unchanged.StatusCode, unchanged.Headers.CacheControl!.ToString()));
        Assert.Equal(404, (await api.GetAsync("/assets/none.css")).Status);
    }

    [Fact]
    public async Task A_browser_gets_an_error_as_a_page_and_a_program_as_json()
    {
        using var page = await BrowseAsync("/nowhere/<b>");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Contains("There is nothing at this address", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        (await api.GetAsync("/nowhere")).IsProblem(404, "not_found");
        using var ofPrograms = await BrowseAsync("/v1/nowhere");
        Assert.Equal("application/problem+json", ofPrograms.Content.Headers.ContentType!.MediaType);
    }

    private async Task<HttpResponseMessage> BrowseAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        return await api.Client.SendAsync(request);
    }

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
