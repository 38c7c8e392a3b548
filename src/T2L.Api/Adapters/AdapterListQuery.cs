using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using T2L.Adapters;
using T2L.Api.Validation;
using T2L.Registry;
using T2L.Registry.Catalog;
using T2L.Registry.Quality;

namespace T2L.Api.Adapters;

/// <summary>The query of <c>GET /v1/adapters</c>.</summary>
/// <param name="Page">The <c>next_page</c> of the page before.</param>
/// <param name="Limit">How many, 1 to 200; default 50.</param>
/// <param name="Q">Words of the name or the description: <c>reverse -number "two words" or other</c>.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="BaseModel">Name of the base model.</param>
/// <param name="Name">What the name begins with, for instance <c>math/</c>.</param>
/// <param name="Alias">Only versions that this alias points at.</param>
/// <param name="Owner">Only adapters of this owner.</param>
/// <param name="Tag">Only adapters with this tag; given several times, with all of them.</param>
/// <param name="Property">Only adapters with this property, <c>key=value</c>; given several times, with all of them.</param>
/// <param name="Rank">Only LoRAs of this rank.</param>
/// <param name="Status"><c>pending</c>, <c>ready</c> or <c>quarantined</c>; left out, all that are not quarantined.</param>
/// <param name="MinScore">Only versions whose score, the best of their newest accuracies, is at least this, 0 to 1.</param>
/// <param name="Deleted">The deleted ones instead.</param>
/// <param name="Like">A task in plain words: adapters whose tasks are near to it, nearest first. With <c>q</c> both orders are fused.</param>
/// <param name="Sort"><c>newest</c>, <c>oldest</c>, <c>name</c>, or <c>relevance</c>, which is what a search gives unless told otherwise.</param>
internal sealed record AdapterListQuery(
    [FromQuery(Name = "page")] string? Page = null,
    [FromQuery(Name = "limit")] int Limit = PageLimit.Default,
    [FromQuery(Name = "q")] string? Q = null,
    [FromQuery(Name = "kind")] string? Kind = null,
    [FromQuery(Name = "base_model")] string? BaseModel = null,
    [FromQuery(Name = "name")] string? Name = null,
    [FromQuery(Name = "alias")] string? Alias = null,
    [FromQuery(Name = "owner")] string? Owner = null,
    [FromQuery(Name = "tag")] string[]? Tag = null,
    [FromQuery(Name = "property")] string[]? Property = null,
    [FromQuery(Name = "rank")] int? Rank = null,
    [FromQuery(Name = "status")] string? Status = null,
    [FromQuery(Name = "min_score")] double? MinScore = null,
    [FromQuery(Name = "deleted")] bool Deleted = false,
    [FromQuery(Name = "like")] string? Like = null,
    [FromQuery(Name = "sort")] string? Sort = null)
{
    private static readonly Dictionary<string, CatalogOrder> Orders = new(StringComparer.Ordinal)
    {
        ["newest"] = CatalogOrder.Newest, ["oldest"] = CatalogOrder.Oldest, ["name"] = CatalogOrder.Name,
    };

    private const string Relevance = "relevance";

    /// <summary>Whether the best come first, rather than in an order of the list.</summary>
    public bool IsSearch => Sort is null ? Q is not null || Like is not null : Sort == Relevance;

    public (string Field, string Sentence)? Fault()
    {
        if (PageLimit.Fault(Limit) is { } limit)
            return limit;
        if (Kind is not null && AdapterKindNames.Parse(Kind) is null)
            return ("kind", $"kind is '{Kind}'; expected lora or svf. Leave it out for all.");
        if (SortFault() is { } sort)
            return ("sort", sort);
        if (Like is not null && TaskDescription.Fault(Like) is { } like)
            return ("like", like);
        if (Status is not null && CheckStatusNames.Parse(Status) is null)
            return ("status", $"status is '{Status}'; expected pending, ready or quarantined. Leave it out for all but quarantined ones.");
        if (Array.Find(Property ?? [], property => !property.Contains('=', StringComparison.Ordinal)) is { } odd)
            return ("property", $"property is '{odd}'; expected key=value, for instance property=level=3.");
        return ToFilter().Fault() is { } fault ? (FieldOf(fault.Property), fault.Sentence) : null;
    }

    public CatalogPageRequest ToRequest() => new(Limit, Page, ToFilter(), Orders.GetValueOrDefault(Sort ?? ""));

    private string? SortFault()
    {
        if (Sort is not null && Sort != Relevance && !Orders.ContainsKey(Sort))
            return $"sort is '{Sort}'; expected {string.Join(", ", Orders.Keys)} or {Relevance}.";
        if (Sort == Relevance && Q is null && Like is null)
            return "sort is 'relevance', which takes something to be relevant to: q with words, like with a task.";
        return Like is not null && !IsSearch ? $"like finds the nearest; they cannot be sorted by '{Sort}'. Leave sort out." : null;
    }

    private static string FieldOf(string property) => property switch
    {
        nameof(CatalogFilter.Text) => "q",
        nameof(CatalogFilter.Tags) => "tag",
        nameof(CatalogFilter.Properties) => "property",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(property),
    };

    private CatalogFilter ToFilter() => new()
    {
        Kind = Kind is null ? null : AdapterKindNames.Parse(Kind), BaseModel = BaseModel, Name = Name, Alias = Alias, Text = Q, Deleted = Deleted,
        Owner = Owner, Rank = Rank, MinScore = MinScore, Status = CheckStatusNames.Parse(Status),
        // The same empty lists as in a filter that asks for nothing: that one is equal to it.
        Tags = Tag is { Length: > 0 } ? Tag : [], Properties = Property is { Length: > 0 } ? [.. Property.Select(property => property.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[^1]))] : [],
    };
}
