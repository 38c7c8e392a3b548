using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using T2L.Api.Tests.Support;
using T2L.Registry.Audit;
using T2L.Registry.Keys;
using T2L.Testing;

namespace T2L.Web.Tests.Support;

/// <summary>A site that asks its visitors who they are; the tests' own requests come from an administrator.</summary>
public sealed class GuardedSite : Site
{
    private readonly TemporaryDirectory _storage;
    private readonly Dictionary<string, string> _keys = [];

    public GuardedSite()
        : this(new TemporaryDirectory())
    {
    }

    private GuardedSite(TemporaryDirectory storage)
        : base(new ApiHost(new Dictionary<string, string?> { ["Api:Authentication"] = "Required", ["Storage:Root"] = storage.Path }, log: null)) => _storage = storage;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SecretAsync("admin"));
    }

    /// <summary>A window whose visitor has signed in with a key of these scopes.</summary>
    public async Task<Visit> VisitAsAsync(string scopes, string path, Action<BrowserNewContextOptions>? set = null)
    {
        var visit = await VisitAsync($"/sign-in?to={Uri.EscapeDataString(path)}", set);
        await visit.Page.GetByLabel("Key").FillAsync(await SecretAsync(scopes));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Page.WaitForURLAsync(Address + path);
        return visit;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _storage.Dispose();
    }

    private async Task<string> SecretAsync(string scopes)
    {
        if (!_keys.TryGetValue(scopes, out var secret))
            secret = _keys[scopes] = (await Host.Services.GetRequiredService<ApiKeys>().CreateAsync("visitor", scopes.Split(' '), new Actor("tests"))).Secret;
        return secret;
    }
}

[CollectionDefinition(Name)]
public sealed class GuardedSiteGroup : ICollectionFixture<GuardedSite>
{
    public const string Name = "Guarded site";
}
