using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Tasks;
using T2L.Api.Validation;
using T2L.Contracts;
using T2L.Registry.Catalog;
using T2L.Registry.Search;

namespace T2L.Api.Adapters;

internal static class AdapterQueries
{
    private const int SimilarUnlessSaid = 20;

    public static async Task<Results<Ok<AdapterListResponse>, ProblemHttpResult>> ListAdapters(
        AdapterCatalog catalog, CatalogSearch search, ITaskReader reader, [AsParameters] AdapterListQuery query, CancellationToken cancellationToken)
    {
        if (query.Fault() is { } fault)
            return Problems.Invalid(fault.Field, fault.Sentence);
        if (!query.IsSearch)
            return TypedResults.Ok(AdapterListResponse.Of(await catalog.ListAsync(query.ToRequest(), cancellationToken)));
        var task = query.Like is null ? null : (await reader.ReadAsync(query.Like, cancellationToken)).ToQuery();
        return TypedResults.Ok(AdapterListResponse.Of(await search.SearchAsync(query.ToRequest(), task, cancellationToken)));
    }

    public static async Task<Results<Ok<AdapterResponse>, ProblemHttpResult>> GetAdapter(
        string reference, AdapterCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(Reference(reference), cancellationToken) is { } entry
            ? TypedResults.Ok(AdapterResponse.Of(entry))
            : Problems.AdapterNotFound(Reference(reference));

    public static async Task<Results<Ok<AdapterListResponse>, ProblemHttpResult>> ListSimilarAdapters(
        string reference, AdapterCatalog catalog, CatalogSearch search, CancellationToken cancellationToken, int limit = SimilarUnlessSaid)
    {
        if (PageLimit.Refusal(limit, usual: SimilarUnlessSaid) is { } refusal)
            return refusal;
        return await catalog.FindAsync(Reference(reference), cancellationToken) is { } entry
            ? TypedResults.Ok(new AdapterListResponse([.. (await search.SimilarAsync(entry, limit, cancellationToken)).Select(AdapterResponse.Of)], NextPage: null))
            : Problems.AdapterNotFound(Reference(reference));
    }

    /// <summary>The reference as it was meant: a path keeps an escaped slash escaped.</summary>
    internal static string Reference(string fromPath) => fromPath.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
