using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using T2L.Api.Security;

namespace T2L.Api.Tests.Security;

public sealed class RateLimitTests
{
    [Fact]
    public void A_caller_that_sends_too_much_waits_and_others_do_not()
    {
        using var limits = Limits(new RateLimitOptions { PerCaller = 3 });
        var (one, other) = (Caller.Anonymous with { Id = "one" }, Caller.Anonymous with { Id = "other" });
        var http = new DefaultHttpContext();

        for (var request = 0; request < 3; request++)
            Assert.Null(limits.OfCaller(one, http));
        var refused = Assert.IsType<ProblemHttpResult>(limits.OfCaller(one, http));

        Assert.Equal((429, "too_many_requests"), (refused.StatusCode, refused.ProblemDetails.Extensions["code"]));
        Assert.InRange(int.Parse(http.Response.Headers.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Null(limits.OfCaller(other, http));
    }

    [Fact]
    public void A_tenant_counts_all_its_callers_and_an_address_everybody_there()
    {
        using var limits = Limits(new RateLimitOptions { PerTenant = 2, PerAddress = 1 });
        var http = new DefaultHttpContext();

        Assert.Null(limits.OfCaller(Caller.Anonymous with { Id = "one" }, http));
        Assert.Null(limits.OfCaller(Caller.Anonymous with { Id = "two" }, http));
        Assert.NotNull(limits.OfCaller(Caller.Anonymous with { Id = "three" }, http));
        Assert.Null(limits.OfCaller(Caller.Anonymous with { Id = "three", Tenant = "acme" }, http));
        Assert.Null(limits.OfAddress(http));
        Assert.NotNull(limits.OfAddress(http));
    }

    [Fact]
    public void Without_limits_nobody_is_counted()
    {
        using var limits = Limits(new RateLimitOptions());

        for (var request = 0; request < 1000; request++)
            Assert.Null(limits.OfAddress(new DefaultHttpContext()) ?? limits.OfCaller(Caller.Anonymous, new DefaultHttpContext()));
    }

    private static RateLimits Limits(RateLimitOptions limits) => new(Options.Create(new ApiOptions { RateLimit = limits }));
}
