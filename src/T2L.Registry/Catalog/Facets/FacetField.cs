using System.Globalization;
using T2L.Adapters;
using T2L.Registry.Evaluations;
using T2L.Registry.Quality;

namespace T2L.Registry.Catalog.Facets;

/// <summary>A facet and where its values come from.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Chosen">What a filter asks for.</param>
/// <param name="Without">The filter that does not ask.</param>
/// <param name="Of">The values of a version.</param>
/// <param name="Column">Table and column with an index that begins with it, from which all values are taken; null where those that are counted have to do.</param>
internal sealed record FacetField(
    string Name, Func<CatalogFilter, string?> Chosen, Func<CatalogFilter, CatalogFilter> Without, Func<FacetRow, IEnumerable<string>> Of, (string Table, string Column)? Column)
{
    /// <summary>The order that its values have by themselves; null for the most adapters first.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>What the values are sorted by.</summary>
    public int Place(string value, int count) => Order is null ? -count : Order.Index().First(known => known.Item == value).Index;

    public static IReadOnlyList<FacetField> All { get; } =
    [
        new("kind", filter => filter.Kind?.NameOf(), filter => filter with { Kind = null }, row => [row.Kind.NameOf()], ("adapter_versions", "kind")),
        new("base_model", filter => filter.BaseModel, filter => filter with { BaseModel = null }, row => [row.BaseModel], ("adapter_versions", "base_model")),
        new("alias", filter => filter.Alias, filter => filter with { Alias = null }, row => row.Aliases, ("adapter_aliases", "alias")),
        new("tag", filter => filter.Tags is [var tag, ..] ? tag : null, filter => filter with { Tags = [] }, row => row.Tags, null),
        new("status", filter => filter.Status?.NameOf(), filter => filter with { Status = null }, row => [row.Status.NameOf()], null),
        new("owner", filter => filter.Owner, filter => filter with { Owner = null }, row => row.Owner is { } owner ? [owner] : [], ("adapters", "owner")),
        new("rank", filter => filter.Rank?.ToString(CultureInfo.InvariantCulture), filter => filter with { Rank = null },
            row => row.Rank is { } rank ? [rank.ToString(CultureInfo.InvariantCulture)] : [], ("adapter_versions", "rank")),
        new("score", filter => filter.Score, filter => filter with { Score = null }, row => [row.Score], ("version_scores", "band")) { Order = ScoreBand.All },
    ];
}
