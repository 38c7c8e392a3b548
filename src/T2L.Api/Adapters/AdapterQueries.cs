using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Api.Adapters;

internal static class AdapterQueries
{
    public static async Task<Results<Ok<AdapterListResponse>, ProblemHttpResult>> ListAdapters(
        AdapterCatalog catalog, CancellationToken cancellationToken, string? page = null, int limit = 50, string? kind = null, bool deleted = false)
    {
        if (limit is < 1 or > CatalogPageRequest.MaxSize)
            return Problems.Invalid("limit", $"limit is {limit}; expected 1 to {CatalogPageRequest.MaxSize} (default 50).");
        if (kind is not null && AdapterKindNames.Parse(kind) is null)
            return Problems.Invalid("kind", $"kind is '{kind}'; expected lora or svf. Leave it out for all.");
        return TypedResults.Ok(AdapterListResponse.Of(await catalog.ListAsync(new CatalogPageRequest(limit, page, AdapterKindNames.Parse(kind), deleted), cancellationToken)));
    }

    public static async Task<Results<Ok<AdapterResponse>, ProblemHttpResult>> GetAdapter(
        string reference, AdapterCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(Reference(reference), cancellationToken) is { } entry
            ? TypedResults.Ok(AdapterResponse.Of(entry))
            : Problems.AdapterNotFound(Reference(reference));

    /// <summary>The reference as it was meant: a path keeps an escaped slash escaped.</summary>
    internal static string Reference(string fromPath) => fromPath.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
