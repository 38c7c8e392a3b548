using T2L.Registry.Catalog;
using T2L.Registry.Catalog.Facets;

namespace T2L.Api.Pages.Home;

/// <summary>What the home page shows.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Found">A page of adapters.</param>
/// <param name="Facets">How many there are, and ways to narrow them down.</param>
/// <param name="Near">Adapters whose tasks are near to the words in meaning, without those of <paramref name="Found"/>.</param>
public sealed record HomeModel(HomeQuery Query, CatalogPage Found, CatalogFacets Facets, IReadOnlyList<CatalogEntry> Near)
{
    /// <summary>There is nothing in the registry at all.</summary>
    public bool IsEmpty => Query.IsPlain && Query.Page is null && Found.Items.Count == 0;

    /// <summary>What is asked for beside the words.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Chosen => [.. Query.Fields.Where(pair => pair.Value is not null && pair.Key is not ("q" or "sort"))];
}
