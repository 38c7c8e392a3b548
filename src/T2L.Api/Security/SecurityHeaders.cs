namespace T2L.Api.Security;

/// <summary>Headers that every answer carries, errors included: what a browser may do with it, and what it may not.</summary>
internal static class SecurityHeaders
{
    // Pages use what this server sends and nothing else: no scripts in the text, no frames, no forms to elsewhere.
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'";

    private const string NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    private const string OneYear = "max-age=31536000";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // Last of all: an error handler empties the answer first.
        http.Response.OnStarting(Add, http);
        return next(http);
    });

    /// <summary>Says that answers of an address hold secrets: nobody on the way may keep them, and no browser either.</summary>
    public static TBuilder NeverStored<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(HoldsSecrets.Value);

    private static Task Add(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY"; // browsers that do not know frame-ancestors
        headers["Referrer-Policy"] = "same-origin"; // with no-referrer a form would come from the origin "null"
        headers["Permissions-Policy"] = NoDevices;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = ContentPolicy;
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = OneYear;
        if (http.GetEndpoint()?.Metadata.GetMetadata<HoldsSecrets>() is not null)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private sealed class HoldsSecrets
    {
        public static readonly HoldsSecrets Value = new();
    }
}
