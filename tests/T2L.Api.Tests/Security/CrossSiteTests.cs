using Microsoft.AspNetCore.Http;
using T2L.Api.Security;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Security;

/// <summary>Requests that a page of another site has a browser send.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class CrossSiteTests(ApiHost api)
{
    [Theory]
    [InlineData("POST", "/v1/adapters")]
    [InlineData("POST", "/v1/completions")]
    [InlineData("PUT", "/v1/adapters/a/aliases/champion")]
    [InlineData("DELETE", "/v1/adapters/a")]
    [InlineData("PATCH", "/v1/adapters/a")]
    public async Task Are_refused_where_they_change_something(string method, string path)
    {
        (await api.SendAsync(new HttpMethod(method), path, headers: ("Sec-Fetch-Site", "cross-site"))).IsProblem(403, "cross_site",
            "A page of another site had a browser send this request. Only this server's own pages may change something through a browser; programs may as before.");
        (await api.SendAsync(new HttpMethod(method), path, headers: ("Origin", "https://elsewhere.example"))).IsProblem(403, "cross_site");
    }

    [Fact]
    public async Task May_look() => Assert.Equal(200, (await api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: ("Sec-Fetch-Site", "cross-site"))).Status);

    [Fact]
    public async Task A_page_of_this_server_may_change_something()
    {
        var origin = api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

        var answer = await api.PostAsync("/v1/adapters", new { description = "Write the word twice for the page." }, ("Origin", origin), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(202, answer.Status);
    }

    [Theory]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", null, false)] // another port of this machine
    [InlineData("cross-site", "http://127.0.0.1:8080", false)]
    [InlineData("same-origin", "http://127.0.0.1:8080", true)]
    [InlineData("none", null, true)]
    [InlineData(null, null, true)] // curl
    [InlineData(null, "http://127.0.0.1:8080", true)]
    [InlineData(null, "https://127.0.0.1:8080", true)] // a proxy speaks https for us
    [InlineData(null, "http://127.0.0.1:8081", false)]
    [InlineData(null, "http://localhost:8080", false)]
    [InlineData(null, "null", false)] // a sandboxed frame, a file
    [InlineData(null, "http://127.0.0.1:8080.elsewhere.example", false)]
    public void Are_known_by_what_the_browser_says(string? site, string? origin, bool ours)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString("127.0.0.1:8080");
        if (site is not null)
            http.Request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            http.Request.Headers.Origin = origin;

        Assert.Equal(ours, CrossSite.IsOurs(http.Request));
    }
}
