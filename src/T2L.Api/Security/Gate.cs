using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Pages;

namespace T2L.Api.Security;

/// <summary>Asks every request who sends it and whether they may, and runs it in their name and their tenant's.</summary>
internal sealed class Gate(CallerFinder finder, RateLimits limits)
{
    public static void Use(IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<Gate>();
        app.Use(gate.PassAsync);
    }

    private async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        // No address, or none for this method: that is answered without asking.
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }

        IResult? refusal = limits.OfAddress(http);
        var (caller, fault) = refusal is null ? await finder.FindAsync(http.Request, http.RequestAborted) : default;
        refusal ??= caller is null ? null : limits.OfCaller(caller, http);
        refusal ??= Refusal(http, Needed.Of(endpoint, http.Request.Method).Scope, caller, fault);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        using var entered = caller?.Enter();
        await next(http);
    }

    /// <summary>The answer to a caller that is known and may not.</summary>
    public static ProblemHttpResult Missing(HttpContext http, string scope, Caller caller)
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"t2l\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return Problems.Forbidden(scope, caller);
    }

    private static IResult? Refusal(HttpContext http, string? scope, Caller? caller, string? fault)
    {
        if (scope is null || caller?.May(scope) == true)
            return null;
        if (caller is not null)
            return Missing(http, scope, caller);

        if (PageAddress.WantsPage(http.Request) && !PageAddress.WantsFragment(http.Request))
            return TypedResults.Redirect(SignInAddress.For(http.Request));
        http.Response.Headers.WWWAuthenticate = fault is null ? "Bearer realm=\"t2l\"" : "Bearer realm=\"t2l\", error=\"invalid_token\"";
        return Problems.Unauthenticated(fault);
    }
}
