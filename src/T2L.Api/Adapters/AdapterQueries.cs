using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Registry.Catalog;

namespace T2L.Api.Adapters;

internal static class AdapterQueries
{
    public static async Task<Results<Ok<AdapterListResponse>, ProblemHttpResult>> ListAdapters(
        AdapterCatalog catalog, [AsParameters] AdapterListQuery query, CancellationToken cancellationToken)
    {
        if (query.Fault() is { } fault)
            return Problems.Invalid(fault.Field, fault.Sentence);
        return TypedResults.Ok(AdapterListResponse.Of(await catalog.ListAsync(query.ToRequest(), cancellationToken)));
    }

    public static async Task<Results<Ok<AdapterResponse>, ProblemHttpResult>> GetAdapter(
        string reference, AdapterCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(Reference(reference), cancellationToken) is { } entry
            ? TypedResults.Ok(AdapterResponse.Of(entry))
            : Problems.AdapterNotFound(Reference(reference));

    /// <summary>The reference as it was meant: a path keeps an escaped slash escaped.</summary>
    internal static string Reference(string fromPath) => fromPath.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
