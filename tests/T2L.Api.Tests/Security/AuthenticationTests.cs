using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using T2L.Api.Security;
using T2L.Registry.Audit;
using T2L.Registry.Keys;

namespace T2L.Api.Tests.Security;

/// <summary>Who is let in: keys, tokens, and a browser's cookie.</summary>
[Collection(GuardedGroup.Name)]
[Trait("Category", "Service")]
public sealed class AuthenticationTests(GuardedHost host)
{
    [Theory]
    [InlineData("Bearer t2l_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "The key is unknown, expired or revoked.")]
    [InlineData("Bearer t2l_", "The key is unknown, expired or revoked.")]
    [InlineData("Bearer x", "The token is not accepted: it cannot be read.")]
    [InlineData("Basic YTpi", "Authorization is not 'Bearer' and a key.")]
    public async Task What_is_no_key_lets_nobody_in(string header, string fault)
    {
        var answer = await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: ("Authorization", header));

        answer.IsProblem(401, "unauthenticated", fault + " Send 'Authorization: Bearer' and a key; ./t2l keys create makes one.");
        Assert.Equal("Bearer realm=\"t2l\", error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_is_made_used_rotated_and_revoked_over_http()
    {
        var admin = await host.KeyAsync("admin");

        var made = await host.Api.PostAsync("/v1/keys", new { name = "ci", scopes = new[] { "read", "generate" } }, admin);
        var mine = GuardedHost.Bearer(made.Text("secret"));
        var seen = await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: mine);
        var prefix = made.Body.GetProperty("key").GetProperty("prefix").GetString()!;
        var rotated = await host.Api.PostAsync($"/v1/keys/{prefix}/rotate", new { overlap_seconds = 0 }, admin);
        var old = await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: mine);
        var next = GuardedHost.Bearer(rotated.Text("secret"));
        var good = await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: next);
        var revoked = await host.Api.SendAsync(HttpMethod.Delete, $"/v1/keys/{rotated.Body.GetProperty("key").GetProperty("id").GetString()}", headers: admin);
        var over = await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: next);

        Assert.Equal((201, 200, 201, 401, 200, 200, 401), (made.Status, seen.Status, rotated.Status, old.Status, good.Status, revoked.Status, over.Status));
        Assert.Equal("no-store", made.Headers.CacheControl!.ToString());
        var list = (await host.Api.SendAsync(HttpMethod.Get, "/v1/keys", headers: admin)).Body.GetRawText();
        Assert.Contains(prefix, list, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Text("secret")[17..], list, StringComparison.Ordinal);
        (await host.Api.SendAsync(HttpMethod.Delete, $"/v1/keys/{prefix}x", headers: admin)).IsProblem(404, "key_not_found");
    }

    [Theory]
    [InlineData("""{"name": "", "scopes": ["read"]}""", "name")]
    [InlineData("""{"name": "a", "scopes": []}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": ["root"]}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": [null]}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}""", "expires_at")]
    public async Task What_cannot_be_a_key_is_refused(string body, string field)
    {
        var answer = await host.Api.SendAsync(HttpMethod.Post, "/v1/keys", new StringContent(body, Encoding.UTF8, "application/json"), await host.KeyAsync("admin"));

        answer.IsProblem(400, "invalid_request");
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_tenant_sees_nothing_of_another_over_http()
    {
        var (acme, other) = (await host.KeyAsync("read generate write", "acme"), await host.KeyAsync("read generate write"));
        var made = await host.Api.PostAsync("/v1/adapters", new { description = "Reverse the secret words of acme.", name = "acme/secret" }, acme, ("Prefer", "wait=30"));
        Assert.Equal(201, made.Status);
        var (id, digest) = (made.Text("id"), made.Text("digest"));
        await host.Api.SendAsync(HttpMethod.Put, "/v1/adapters/acme%2Fsecret/aliases/canary", JsonContent.Create(new { version = 1 }), acme);
        var job = (await host.Api.SendAsync(HttpMethod.Get, "/v1/jobs", headers: acme)).Body.GetProperty("items")[0].GetProperty("id").GetString();

        foreach (var path in new[] { "acme/secret", "acme/secret:1", "acme/secret@canary", id, digest, "acme%2Fsecret/download", $"{digest}/download", "acme%2Fsecret/export?form=peft", "acme%2Fsecret/aliases", "acme%2Fsecret/metadata", "acme%2Fsecret/similar" })
        {
            var theirs = await host.Api.SendAsync(HttpMethod.Get, $"/v1/adapters/{path}", headers: other);
            Assert.True(theirs.Status is 404 or 400 && theirs.Text("code") is "adapter_not_found" or "invalid_request", $"{path} answers {theirs.Status}.");
        }
        foreach (var path in new[] { "/v1/adapters?q=secret", "/v1/adapters?name=acme", "/v1/adapters?like=Reverse%20words", "/v1/audit", "/v1/jobs", "/v1/adapters/map" })
            Assert.DoesNotContain("acme", (await host.Api.SendAsync(HttpMethod.Get, path, headers: other)).Body.GetRawText(), StringComparison.Ordinal);
        (await host.Api.SendAsync(HttpMethod.Get, $"/v1/jobs/{job}", headers: other)).IsProblem(404, "job_not_found");
        (await host.Api.SendAsync(HttpMethod.Post, $"/v1/jobs/{job}/cancel", headers: other)).IsProblem(404, "job_not_found");
        (await host.Api.SendAsync(HttpMethod.Delete, $"/v1/adapters/{digest}", headers: other)).IsProblem(404, "adapter_not_found");
        (await host.Api.PostAsync("/v1/completions", new { model = "acme/secret", prompt = "stone" }, other)).IsProblem(404, "model_not_found");
        (await host.Api.PostAsync("/v1/completions", new { model = digest, prompt = "stone" }, other)).IsProblem(404, "model_not_found");
        Assert.DoesNotContain("acme", (await host.Api.SendAsync(HttpMethod.Get, "/v1/models", headers: other)).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, (await host.Api.PostAsync("/v1/completions", new { model = "acme/secret", prompt = "stone" }, acme)).Status);
        var log = (await host.Api.SendAsync(HttpMethod.Get, "/v1/audit?adapter=acme/secret", headers: acme)).Body.GetProperty("items").EnumerateArray().ToList();
        Assert.StartsWith("test read generate write (t2l_", log.First(line => line.GetProperty("action").GetString() == "alias.set").GetProperty("actor").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tenants_use_the_same_idempotency_key()
    {
        var order = new { description = "Write the word under a key." };
        var first = await host.Api.PostAsync("/v1/adapters", order, await host.KeyAsync("generate", "acme"), ("Idempotency-Key", "same"));
        var second = await host.Api.PostAsync("/v1/adapters", order, await host.KeyAsync("generate"), ("Idempotency-Key", "same"));

        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.NotEqual(first.Text("id"), second.Text("id"));
    }

    [Fact]
    public async Task A_token_of_the_provider_lets_its_user_in()
    {
        var token = GuardedHost.Bearer(GuardedHost.Token());

        Assert.Equal(200, (await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: token)).Status);
        var refused = await host.Api.SendAsync(HttpMethod.Delete, "/v1/adapters/x", headers: token);
        refused.IsProblem(403, "forbidden", "This needs the scope 'write'; ada has read, generate. Ask for a key with that scope.");
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "expired", "it is expired" },
        { "early", "it is not valid yet" },
        { "audience", "it is meant for another audience" },
        { "issuer", "it is from another issuer" },
        { "key", "it is not signed by whom this server trusts" },
        { "none", "it is not signed by whom this server trusts" },
        { "endless", "it never expires, which no token may" },
        { "subject", "it has no subject ('sub')" },
        { "tenant", "its claim 'org' names no tenant" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_token_that_is_not_right_lets_nobody_in(string what, string fault)
    {
        var token = what switch
        {
            "expired" => GuardedHost.Token(token => token.Expires = DateTime.UtcNow.AddMinutes(-5)),
            "early" => GuardedHost.Token(token => token.NotBefore = DateTime.UtcNow.AddMinutes(3)),
            "audience" => GuardedHost.Token(token => token.Audience = "elsewhere"),
            "issuer" => GuardedHost.Token(token => token.Issuer = "https://elsewhere.example"),
            "key" => GuardedHost.Token(token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256)),
            "none" => GuardedHost.Token(token => token.SigningCredentials = null),
            "endless" => GuardedHost.Token(token => token.Expires = null),
            "subject" => GuardedHost.Token(token => token.Claims.Remove("sub")),
            _ => GuardedHost.Token(token => token.Claims["org"] = "Not One"),
        };

        (await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: GuardedHost.Bearer(token))).IsProblem(
            401, "unauthenticated", $"The token is not accepted: {fault}. Send 'Authorization: Bearer' and a key; ./t2l keys create makes one.");
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_refused() => (await host.Api.SendAsync(
        HttpMethod.Get, "/v1/adapters", headers: GuardedHost.Bearer(GuardedHost.Token(token => token.Claims["org"] = "initech")))).IsProblem(403, "forbidden");

    [Fact]
    public async Task A_browser_signs_in_once_looks_around_and_signs_out()
    {
        var (_, value) = await host.KeyAsync("read generate");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = host.Api.Client.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        using var sent = await browser.GetAsync(new Uri("/jobs?page=2", UriKind.Relative));
        using var page = await browser.GetAsync(sent.Headers.Location);
        using var wrong = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), Form("t2l_wrong", "/jobs"));
        using var right = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), Form(value["Bearer ".Length..], "/jobs?page=2"));
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        using var inside = await browser.GetAsync(new Uri("/jobs", UriKind.Relative));
        using var left = await browser.PostAsync(new Uri("/sign-out", UriKind.Relative), content: null);
        using var outside = await browser.GetAsync(new Uri("/jobs", UriKind.Relative));

        Assert.Equal((302, "/sign-in?to=%2Fjobs%3Fpage%3D2"), ((int)sent.StatusCode, sent.Headers.Location!.OriginalString));
        Assert.Contains("value=\"/jobs?page=2\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal(401, (int)wrong.StatusCode);
        Assert.Contains("That key is unknown, expired or revoked.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((303, "/jobs?page=2"), ((int)right.StatusCode, right.Headers.Location!.OriginalString));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(value[^43..], cookie, StringComparison.Ordinal);
        Assert.Equal((200, 303, 302), ((int)inside.StatusCode, (int)left.StatusCode, (int)outside.StatusCode));
    }

    [Theory]
    [InlineData("/jobs?page=2", "/jobs?page=2")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("/sign-in?to=/", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Signing_in_leads_nowhere_else(string? to, string back) => Assert.Equal(back, SignInAddress.Back(to));

    [Fact]
    public async Task No_secret_is_logged()
    {
        var made = await host.Api.Services.GetRequiredService<ApiKeys>().CreateAsync("quiet", ["read"], new Actor("tests"));
        var token = GuardedHost.Token();
        await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: GuardedHost.Bearer(made.Secret));
        await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: GuardedHost.Bearer(made.Secret[..^2] + "AA"));
        await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: GuardedHost.Bearer(token));
        await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters", headers: GuardedHost.Bearer(token[..^2] + "AA"));

        Assert.Contains("/v1/adapters", host.Logged, StringComparison.Ordinal); // it does listen
        Assert.DoesNotContain(made.Secret[17..50], host.Logged, StringComparison.Ordinal);
        Assert.DoesNotContain(token[^40..^3], host.Logged, StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent Form(string key, string to) => new(new Dictionary<string, string> { ["key"] = key, ["to"] = to });
}
