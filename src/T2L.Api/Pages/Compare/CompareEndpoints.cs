using Microsoft.AspNetCore.Mvc;
using T2L.Adapters;
using T2L.Api.Adapters;
using T2L.Api.Analysis;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;

namespace T2L.Api.Pages.Compare;

/// <summary><c>/compare</c>: two adapters beside each other.</summary>
internal static class CompareEndpoints
{
    public static void MapCompare(this IEndpointRouteBuilder pages) => pages.MapGet("/compare", ShowAsync);

    private static async Task<IResult> ShowAsync(
        AdapterCatalog catalog, AdapterMeasures measures, CancellationToken cancellationToken, [FromQuery] string? left = null, [FromQuery] string? right = null)
    {
        var (one, other) = (await FindAsync(catalog, left, cancellationToken), await FindAsync(catalog, right, cancellationToken));
        var model = new CompareModel { LeftText = left?.Trim() ?? "", RightText = right?.Trim() ?? "", Left = one, Right = other };
        if (one is not null && other is not null)
            model = await MeasureAsync(model, one, other, measures, cancellationToken);
        return PageResult.Of<ComparePage>(model, model.IsAsked && (one is null || other is null) ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static async Task<CatalogEntry?> FindAsync(AdapterCatalog catalog, string? reference, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(reference) ? null : await catalog.FindAsync(AdapterQueries.Reference(reference.Trim()), cancellationToken);

    private static async Task<CompareModel> MeasureAsync(CompareModel model, CatalogEntry left, CatalogEntry right, AdapterMeasures measures, CancellationToken cancellationToken)
    {
        try
        {
            return model with { Comparison = await measures.CompareAsync(left, right, cancellationToken) };
        }
        catch (Exception error) when (error is AdaptersDifferException or AdapterTooLargeException or BlobMissingException or BlobCorruptException or AdapterFormatException)
        {
            return model with { Fault = error.Message };
        }
    }
}
