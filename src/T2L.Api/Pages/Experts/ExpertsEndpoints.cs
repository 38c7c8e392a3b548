using T2L.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Api.Pages.Experts;

/// <summary><c>/experts</c>: SVF experts, and a desk to mix them.</summary>
internal static class ExpertsEndpoints
{
    public static void MapExperts(this IEndpointRouteBuilder pages) => pages.MapGet("/experts", ShowAsync);

    private static async Task<IResult> ShowAsync(AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        var found = await catalog.ListAsync(new CatalogPageRequest(CatalogPageRequest.MaxSize, Filter: new CatalogFilter { Kind = AdapterKind.Svf }), cancellationToken);
        return PageResult.Of<ExpertsPage>(ExpertsModel.Of(found));
    }
}
