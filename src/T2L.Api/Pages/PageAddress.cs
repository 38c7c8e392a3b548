namespace T2L.Api.Pages;

/// <summary>Tells addresses of people from those of programs.</summary>
internal static class PageAddress
{
    private static readonly PathString[] OfPrograms = ["/v1", "/health", "/openapi", "/docs", "/assets"];

    /// <summary>Whether a browser asks for something that only a page would answer.</summary>
    public static bool WantsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !OfPrograms.Any(start => request.Path.StartsWithSegments(start, StringComparison.Ordinal))
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a script asks for a part of a page, which it puts in the place of the part that is there.</summary>
    public static bool WantsFragment(HttpRequest request) => request.Headers.ContainsKey("X-Fragment");

    /// <summary>The page of an adapter.</summary>
    /// <param name="reference">A name, <c>name:3</c>, <c>name@champion</c>, a digest, or an id.</param>
    public static string Adapter(string reference) => "/adapters/" + Escaped(reference);

    /// <summary>The page that compares two adapters.</summary>
    public static string Compare(string left, string right) => $"/compare?left={Escaped(left)}&right={Escaped(right)}";

    // What a name is made of is readable in an address as it stands.
    private static string Escaped(string reference) =>
        Uri.EscapeDataString(reference).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
}
