namespace T2L.Api.Security;

/// <summary>
/// Refuses requests that change something and that a page of another site had a browser send. Browsers say where a request comes from, in
/// <c>Sec-Fetch-Site</c> or at least in <c>Origin</c>, and no page can make them lie; programs send neither and are not refused.
/// </summary>
internal static class CrossSite
{
    public static void RefuseOtherSites(this IApplicationBuilder app) => app.Use((http, next) =>
        IsSafe(http.Request.Method) || IsOurs(http.Request) ? next(http) : Problems.CrossSite().ExecuteAsync(http));

    /// <summary>True for a request of our own pages, of the user, or of a program that is no browser.</summary>
    internal static bool IsOurs(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        // "same-site" is another port or a neighbouring name: somebody else's page all the same.
        if (site.Length > 0)
            return site is "same-origin" or "none";
        // The scheme is not compared: a proxy in front may speak https for us.
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsHost(from, request));
    }

    private static bool IsHost(Uri origin, HttpRequest request) =>
        origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate($"{origin.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here) && here.Authority.Equals(origin.Authority, StringComparison.OrdinalIgnoreCase));

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
