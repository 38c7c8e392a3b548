using T2L.Hub.Tests.Server;
using T2L.Hub.Transport;

namespace T2L.Hub.Tests.Hostile;

public sealed class RedirectTests : HubTest
{
    private static readonly FakeFile Weights = FakeFile.Large("model.safetensors", 200_000);
    private static readonly FakeFile Config = FakeFile.Small("config.json", "{}");

    [Fact]
    public async Task Token_goes_to_the_hub_and_never_to_the_store()
    {
        await using var store = await FakeHub.StartAsync(Weights);
        await using var hub = await FakeHub.StartAsync(Weights, Config);
        hub.Store = store;
        await PullAsync(Options(hub) with { Token = "hf_secret" });
        Assert.All(hub.Requests, request => Assert.Equal("Bearer hf_secret", request.Authorization));
        Assert.NotEmpty(store.Requests);
        Assert.All(store.Requests, request => Assert.Equal("", request.Authorization));
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Store_that_sends_back_to_the_hub_does_not_get_the_token_that_way()
    {
        await using var store = await FakeHub.StartAsync(Weights);
        await using var hub = await FakeHub.StartAsync(Weights);
        hub.Store = store;
        store.Intercept = context =>
        {
            context.Response.Redirect($"{hub.Address}store/{Weights.Sha256}");
            return Task.FromResult(true);
        };
        await PullAsync(Options(hub) with { Token = "hf_secret" });
        Assert.All(hub.Requests.Where(request => request.Path.StartsWith("/store/", StringComparison.Ordinal)), request => Assert.Equal("", request.Authorization));
    }

    [Fact]
    public async Task Same_host_on_another_port_is_another_host()
    {
        await using var other = await FakeHub.StartAsync();
        await using var hub = await FakeHub.StartAsync();
        hub.Intercept = context =>
        {
            context.Response.Redirect($"{other.Address}elsewhere");
            return Task.FromResult(true);
        };
        await Assert.ThrowsAsync<HubException>(() => PullAsync(Options(hub) with { Token = "hf_secret" }));
        Assert.NotEmpty(other.Requests);
        Assert.All(other.Requests, request => Assert.Equal("", request.Authorization));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Relative_redirect_of_a_renamed_repository_keeps_the_token(int status)
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = context =>
        {
            if (!context.Request.Path.Value!.Contains("acme/old", StringComparison.Ordinal))
                return Task.FromResult(false);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = context.Request.Path.Value.Replace("acme/old", "acme/tiny", StringComparison.Ordinal) + context.Request.QueryString;
            return Task.FromResult(true);
        };
        using var client = new HubClient(Options(hub) with { Token = "hf_secret" });
        var plan = await client.PlanAsync(RepoReference.Parse("hf:acme/old"), PathFilter.All, CancellationToken.None);
        var result = await client.PullAsync(plan, null, CancellationToken.None);
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(result.Folder, "config.json")));
        Assert.All(hub.Requests, request => Assert.Equal("Bearer hf_secret", request.Authorization));
    }

    [Fact]
    public async Task Endless_redirects_are_left()
    {
        await using var hub = await FakeHub.StartAsync();
        var hops = 0;
        hub.Intercept = context =>
        {
            context.Response.Redirect($"/again/{++hops}");
            return Task.FromResult(true);
        };
        await RefusedAsync(hub, HubError.BadRedirect);
        Assert.Equal(RedirectRule.MaxHops + 1, hub.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://[::1")]
    public async Task Redirect_out_of_the_web_is_refused(string location)
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Intercept = Disturbed.Answer("/api/", 302, with: context => context.Response.Headers.Location = location);
        await RefusedAsync(hub, HubError.BadRedirect);
    }

    [Fact]
    public async Task Redirect_without_an_address_is_refused()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Intercept = Disturbed.Answer("/api/", 302);
        await RefusedAsync(hub, HubError.BadRedirect);
    }

    [Theory]
    [InlineData("http://hub.example/x", HubError.BadRedirect)]
    [InlineData("//other.example/x", null)]
    [InlineData("/x", null)]
    public void Encryption_is_not_given_up_on_the_way(string location, HubError? refused)
    {
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.Found);
        response.Headers.TryAddWithoutValidation("Location", location);
        if (refused is { } error)
            Assert.Equal(error, Assert.Throws<HubException>(() => RedirectRule.Next(new Uri("https://hub.example/a"), response)).Error);
        else
            Assert.Equal("https", RedirectRule.Next(new Uri("https://hub.example/a"), response).Scheme);
    }

    [Fact]
    public void Signatures_are_not_printed() =>
        Assert.Equal("https://store.example/a/b", RedirectRule.Shown(new Uri("https://user:pass@store.example/a/b?X-Signature=secret#f")));

    [Fact]
    public async Task Expired_way_to_the_store_is_asked_for_again()
    {
        await using var store = await FakeHub.StartAsync(Weights);
        await using var hub = await FakeHub.StartAsync(Weights);
        hub.Store = store;
        store.Intercept = Disturbed.Answer("/store/", 403, times: 3);
        await PullAsync(hub);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }
}
