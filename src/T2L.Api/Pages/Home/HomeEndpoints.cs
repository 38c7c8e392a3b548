using T2L.Registry.Catalog;
using T2L.Registry.Catalog.Facets;
using T2L.Registry.Search;

namespace T2L.Api.Pages.Home;

/// <summary><c>/</c>: what there is, and the way to it. A script that searches while somebody types asks for the list alone.</summary>
internal static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder pages) => pages.MapGet("/", ShowAsync);

    private static async Task<IResult> ShowAsync(
        [AsParameters] HomeQuery query, HttpRequest request, AdapterCatalog catalog, CatalogSearch search, FacetCounter counter, NearInMeaning meaning, CancellationToken cancellationToken)
    {
        if (query.Fault() is { } fault)
            return T2L.Api.Problems.Invalid(fault.Field, fault.Sentence);
        var (facets, near) = (counter.CountAsync(query.ToFilter(), cancellationToken), meaning.FindAsync(query, cancellationToken));
        var found = query.IsSearch ? await search.SearchAsync(query.ToRequest(), null, cancellationToken) : await catalog.ListAsync(query.ToRequest(), cancellationToken);
        var model = new HomeModel(query, found, await facets, Others(await near, found));
        return PageAddress.WantsFragment(request) ? PageResult.Of<FoundAdapters>(model) : PageResult.Of<HomePage>(model);
    }

    private static List<CatalogEntry> Others(IReadOnlyList<CatalogEntry> near, CatalogPage found)
    {
        var shown = found.Items.Select(entry => entry.Id).ToHashSet();
        return [.. near.Where(entry => !shown.Contains(entry.Id)).Take(NearInMeaning.MostShown)];
    }
}
