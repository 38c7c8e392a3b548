using T2L.Api.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Api.Pages.Detail;

/// <summary><c>/adapters/{reference}</c>: one adapter, by whatever it may be called.</summary>
internal static class DetailEndpoints
{
    public static void MapDetail(this IEndpointRouteBuilder pages) => pages.MapGet("/adapters/{**reference}", ShowAsync);

    private static async Task<IResult> ShowAsync(string? reference, HttpRequest request, AdapterCatalog catalog, DetailReader reader, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(reference))
            return TypedResults.Redirect("/");
        return await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is { } entry
            ? PageResult.Of<AdapterPage>(await reader.ReadAsync(entry, $"{request.Scheme}://{request.Host}", cancellationToken))
            : T2L.Api.Problems.AdapterNotFound(AdapterQueries.Reference(reference));
    }
}
