using T2L.Api.Security;

namespace T2L.Api;

/// <summary>Serves docs/errors.md, so that the <c>type</c> of every problem leads somewhere on the server that sent it.</summary>
internal static class ErrorPage
{
    public static void MapErrorPage(this IEndpointRouteBuilder app) =>
        app.MapGet("/docs/errors.md", () => TypedResults.Stream(Open(), "text/markdown; charset=utf-8")).ExcludeFromDescription().ForEverybody();

    internal static Stream Open() => typeof(ErrorPage).Assembly.GetManifestResourceStream("errors.md")!;
}
