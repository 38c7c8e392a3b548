using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using T2L.Api.Security;
using T2L.Registry.Keys;

namespace T2L.Api.Pages.SignIn;

/// <summary><c>/sign-in</c>: a key, typed once, becomes a cookie of this browser.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().ForEverybody().NeverStored();
        pages.MapGet(SignInAddress.Path, Show);
        pages.MapPost(SignInAddress.Path, SignInAsync);
        pages.MapPost("/sign-out", SignOut);
    }

    private static IResult Show(IOptions<ApiOptions> options, string? to = null) => options.Value.AsksCallers
        ? PageResult.Of<SignInPage>(new SignInModel(SignInAddress.Back(to), Fault: null))
        : TypedResults.Redirect("/");

    // Read by hand: bound by the framework, a form would want a token against other sites, which cannot send here anyway.
    private static async Task<IResult> SignInAsync(HttpContext http, KeyCheck keys, SessionCookie session, CancellationToken cancellationToken)
    {
        if (!http.Request.HasFormContentType)
            return TypedResults.Problem(T2L.Api.Problems.From(StatusCodes.Status415UnsupportedMediaType));
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (secret, to) = (form["key"].ToString().Trim(), SignInAddress.Back(form["to"]));
        if (await keys.FindAsync(secret, cancellationToken) is null)
            return PageResult.Of<SignInPage>(new SignInModel(to, "That key is unknown, expired or revoked."), StatusCodes.Status401Unauthorized);
        session.Set(http, secret);
        return SeeOther(http, to);
    }

    private static StatusCodeHttpResult SignOut(HttpContext http)
    {
        SessionCookie.Remove(http);
        return SeeOther(http, SignInAddress.Path);
    }

    // 303, so that the browser gets the page and does not send the key again.
    private static StatusCodeHttpResult SeeOther(HttpContext http, string to)
    {
        http.Response.Headers.Location = to;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
