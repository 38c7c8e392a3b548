using Microsoft.AspNetCore.Mvc;
using T2L.Api.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;

namespace T2L.Api.Pages.Compare;

/// <summary><c>/compare</c>: two adapters beside each other.</summary>
internal static class CompareEndpoints
{
    public static void MapCompare(this IEndpointRouteBuilder pages) => pages.MapGet("/compare", ShowAsync);

    private static async Task<IResult> ShowAsync(
        AdapterCatalog catalog, VersionDiffs diffs, CancellationToken cancellationToken, [FromQuery] string? left = null, [FromQuery] string? right = null)
    {
        var (one, other) = (await FindAsync(catalog, left, cancellationToken), await FindAsync(catalog, right, cancellationToken));
        var model = new CompareModel
        {
            LeftText = left?.Trim() ?? "", RightText = right?.Trim() ?? "", IsLeftKnown = one is not null, IsRightKnown = other is not null,
            Diff = one is not null && other is not null ? await diffs.CompareAsync(one, other, cancellationToken) : null,
        };
        return PageResult.Of<ComparePage>(model, model.IsAsked && model.Diff is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static async Task<CatalogEntry?> FindAsync(AdapterCatalog catalog, string? reference, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(reference) ? null : await catalog.FindAsync(AdapterQueries.Reference(reference.Trim()), cancellationToken);
}
