using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;
using T2L.Api.Security;
using T2L.Registry.Audit;
using T2L.Registry.Keys;
using T2L.Registry.Tenants;

namespace T2L.Api.Tests.Security;

public sealed class CallerTests
{
    [Fact]
    public async Task Where_nobody_is_asked_everybody_is_of_the_tenant_that_is_set()
    {
        var options = Options.Create(new ApiOptions { Tenant = "acme" });
        var finder = new CallerFinder(null!, new JwtCheck(options), null!, new Everybody(Actor.Anonymous), options);
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = "Bearer whatever a client sends";

        var (caller, fault) = await finder.FindAsync(http.Request, CancellationToken.None);

        Assert.Null(fault);
        Assert.Equal(("acme", "anonymous", true), (caller!.Tenant, caller.Actor.Name, caller.IsAnonymous));
    }

    [Fact]
    public async Task A_caller_holds_along_its_request_and_no_further()
    {
        async Task RequestAsync()
        {
            using var entered = (Caller.Anonymous with { Id = "one", Tenant = "acme", Actor = new Actor("ada") }).Enter();
            await Task.Yield();
            Assert.Equal(("ada", "acme"), (Caller.Current.Actor.Name, TenantScope.Tenant));
        }

        await RequestAsync();

        Assert.Equal(("anonymous", "default"), (Caller.Current.Actor.Name, TenantScope.Tenant));
    }

    [Theory]
    [InlineData(null, "GET", "admin")] // says nothing
    [InlineData("read", "GET", "read")]
    [InlineData("read", "POST", "admin")] // a change that needs no more than looking was forgotten
    [InlineData("write", "POST", "write")]
    public void An_address_that_forgot_to_say_is_the_operators(string? says, string method, string needed)
    {
        var metadata = says is null ? new EndpointMetadataCollection() : new EndpointMetadataCollection(new Needed(says));
        var endpoint = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/x"), 0, metadata, "x");

        Assert.Equal(needed, Needed.Of(endpoint, method).Scope);
    }

    [Fact]
    public void Admin_allows_all_and_others_their_own()
    {
        Assert.All(KeyScope.All, scope => Assert.True(Caller.Anonymous.May(scope)));
        Assert.False((Caller.Anonymous with { Scopes = ["write", "generate", "read"] }).May(KeyScope.Approve));
    }
}
