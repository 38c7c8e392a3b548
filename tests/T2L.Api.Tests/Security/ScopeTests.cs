using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using T2L.Api.Security;
using T2L.Registry.Keys;

namespace T2L.Api.Tests.Security;

/// <summary>What each address asks of its callers.</summary>
[Collection(GuardedGroup.Name)]
[Trait("Category", "Service")]
public sealed class ScopeTests(GuardedHost host)
{
    private static readonly string[] ForEverybody =
        ["GET /health/live", "GET /health/ready", "GET /openapi/{documentName}.json", "GET /docs/errors.md", "GET /assets/{name}", "GET /sign-in", "POST /sign-in", "POST /sign-out"];

    [Fact]
    public void Every_address_says_what_it_needs()
    {
        var silent = Addresses().Where(address => address.Endpoint.Metadata.GetMetadata<Needed>() is null).Select(address => address.Name);

        Assert.Empty(silent);
    }

    [Fact]
    public void Nothing_changes_anything_for_who_may_only_look()
    {
        var lax = Addresses().Where(address => !Looks(address.Name) && address.Endpoint.Metadata.GetMetadata<Needed>() is { Scope: KeyScope.Read });

        Assert.Empty(lax.Select(address => address.Name));
    }

    [Fact]
    public void Who_is_not_asked_is_known() =>
        Assert.Equal(ForEverybody.Order(StringComparer.Ordinal), Addresses().Where(address => address.Endpoint.Metadata.GetMetadata<Needed>() is { Scope: null }).Select(address => address.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Without_a_key_every_address_is_closed()
    {
        foreach (var (name, _) in Addresses().Where(address => !ForEverybody.Contains(address.Name)))
        {
            var (method, path) = (new HttpMethod(name[..name.IndexOf(' ', StringComparison.Ordinal)]), Concrete(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
            var answer = await host.Api.SendAsync(method, path);

            Assert.True(answer.Status == 401, $"{name} answers {answer.Status}.");
            Assert.Equal("Bearer realm=\"t2l\"", answer.Headers.WwwAuthenticate.ToString());
            if (method != HttpMethod.Head)
                Assert.Equal("unauthenticated", answer.Text("code"));
        }
    }

    [Fact]
    public async Task With_a_key_that_may_only_look_nothing_is_changed()
    {
        var key = await host.KeyAsync("read");
        foreach (var (name, _) in Addresses().Where(address => !ForEverybody.Contains(address.Name) && !Looks(address.Name)))
        {
            var (method, path) = (new HttpMethod(name[..name.IndexOf(' ', StringComparison.Ordinal)]), Concrete(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
            var answer = await host.Api.SendAsync(method, path, headers: key);

            Assert.True(answer.Status == 403, $"{name} answers {answer.Status}.");
            Assert.Equal("forbidden", answer.Text("code"));
        }
    }

    [Theory]
    [InlineData("read", "GET", "/v1/adapters", 200)]
    [InlineData("generate", "GET", "/v1/adapters", 403)]
    [InlineData("generate", "POST", "/v1/adapters", 400)]
    [InlineData("write", "POST", "/v1/adapters", 403)]
    [InlineData("write", "DELETE", "/v1/adapters/nobody", 404)]
    [InlineData("generate", "DELETE", "/v1/adapters/nobody", 403)]
    [InlineData("read", "GET", "/v1/audit", 200)]
    [InlineData("read write generate approve", "GET", "/v1/keys", 403)]
    [InlineData("admin", "GET", "/v1/keys", 200)]
    [InlineData("admin", "DELETE", "/v1/adapters/nobody", 404)]
    public async Task A_scope_allows_its_own(string scopes, string method, string path, int status) =>
        Assert.Equal(status, (await host.Api.SendAsync(new HttpMethod(method), path, headers: await host.KeyAsync(scopes))).Status);

    [Fact]
    public async Task A_refusal_names_the_scope_that_is_missing()
    {
        var answer = await host.Api.SendAsync(HttpMethod.Delete, "/v1/adapters/x", headers: await host.KeyAsync("read"));

        answer.IsProblem(403, "forbidden");
        Assert.Matches("^This needs the scope 'write'; test read \\(t2l_[a-z2-7]{12}\\) has read\\. Ask for a key with that scope\\.$", answer.Text("detail"));
        Assert.Equal("Bearer realm=\"t2l\", error=\"insufficient_scope\", scope=\"write\"", answer.Headers.WwwAuthenticate.ToString());
    }

    private IEnumerable<(string Name, RouteEndpoint Endpoint)> Addresses() => host.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => ($"{method} {route.RoutePattern.RawText}", route)));

    private static bool Looks(string name) => name.StartsWith("GET ", StringComparison.Ordinal) || name.StartsWith("HEAD ", StringComparison.Ordinal);

    private static string Concrete(string pattern) =>
        System.Text.RegularExpressions.Regex.Replace(pattern, "\\{[^}]*id[^}]*\\}", Guid.Empty.ToString()).Replace("{**", "{", StringComparison.Ordinal) is var text
            ? System.Text.RegularExpressions.Regex.Replace(text, "\\{[^}]*\\}", "x") is var path && path.StartsWith('/') ? path : "/" + text
            : "";
}
