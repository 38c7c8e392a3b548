using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using T2L.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Evaluations;
using T2L.Registry.Quality;

namespace T2L.Api.Pages.Home;

/// <summary>The query of the home page: that of <c>GET /v1/adapters</c>, where an empty field asks for nothing, as forms send it.</summary>
/// <param name="Q">Words of the name or the description.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="BaseModel">Name of the base model.</param>
/// <param name="Alias">Only versions that this alias points at.</param>
/// <param name="Tag">Only adapters with this tag.</param>
/// <param name="Owner">Only adapters of this owner.</param>
/// <param name="Rank">Only LoRAs of this rank.</param>
/// <param name="Status"><c>ready</c>, <c>pending</c> or <c>quarantined</c>; left out, all that are not quarantined.</param>
/// <param name="Score">The lower end of a range of scores, or <c>none</c>; see <see cref="ScoreBand"/>.</param>
/// <param name="Sort"><c>newest</c>, <c>oldest</c>, <c>name</c>, or <c>relevance</c>, which words are found by unless told otherwise.</param>
/// <param name="Name">What the name begins with.</param>
/// <param name="Deleted">The deleted ones instead.</param>
/// <param name="Page">The token of the page before.</param>
public sealed record HomeQuery(
    [FromQuery(Name = "q")] string? Q = null,
    [FromQuery(Name = "kind")] string? Kind = null,
    [FromQuery(Name = "base_model")] string? BaseModel = null,
    [FromQuery(Name = "alias")] string? Alias = null,
    [FromQuery(Name = "tag")] string? Tag = null,
    [FromQuery(Name = "owner")] string? Owner = null,
    [FromQuery(Name = "rank")] string? Rank = null,
    [FromQuery(Name = "status")] string? Status = null,
    [FromQuery(Name = "score")] string? Score = null,
    [FromQuery(Name = "sort")] string? Sort = null,
    [FromQuery(Name = "name")] string? Name = null,
    [FromQuery(Name = "deleted")] bool Deleted = false,
    [FromQuery(Name = "page")] string? Page = null)
{
    private const int PageSize = 20;
    private const string Newest = "newest";

    /// <summary>The fields by their names in addresses, without the page.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Fields =>
    [
        new("q", Given(Q)), new("kind", Given(Kind)), new("base_model", Given(BaseModel)), new("alias", Given(Alias)), new("tag", Given(Tag)), new("owner", Given(Owner)), new("rank", Given(Rank)), new("status", Given(Status)),
        new("score", Given(Score)), new("name", Given(Name)), new("sort", Given(Sort)), new("deleted", Deleted ? "true" : null),
    ];

    /// <summary>Whether anything is asked for.</summary>
    public bool IsPlain => Fields.All(pair => pair.Value is null);

    /// <summary>The address of the first page of this query with one field changed.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">Its new value; null for none.</param>
    public string With(string name, string? value) => QueryHelpers.AddQueryString(
        "/", Fields.Where(field => field.Key != name && field.Value is not null).Append(new(name, value)).Where(field => field.Value is not null));

    /// <summary>The orders that the list can have, the usual one first.</summary>
    public IReadOnlyList<string> Orders => Given(Q) is null ? [Newest, "oldest", "name"] : ["relevance", Newest, "oldest", "name"];

    /// <summary>The order that the list has.</summary>
    public string Order => Given(Sort) ?? Orders[0];

    internal bool IsSearch => Order == "relevance";

    internal (string Field, string Sentence)? Fault()
    {
        if (Given(Kind) is { } kind && AdapterKindNames.Parse(kind) is null)
            return ("kind", $"kind is '{kind}'; expected lora or svf. Leave it out for all.");
        if (Given(Rank) is { } rank && !int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return ("rank", $"rank is '{rank}'; expected a whole number.");
        if (Given(Status) is { } status && CheckStatusNames.Parse(status) is null)
            return ("status", $"status is '{status}'; expected pending, ready or quarantined. Leave it out for all but quarantined ones.");
        if (!Orders.Contains(Order))
            return ("sort", $"sort is '{Order}'; expected {string.Join(", ", Orders)}.");
        return ToFilter().Fault();
    }

    internal CatalogPageRequest ToRequest() => new(PageSize, Given(Page), ToFilter(), Order switch
    {
        "oldest" => CatalogOrder.Oldest,
        "name" => CatalogOrder.Name,
        _ => CatalogOrder.Newest,
    });

    internal CatalogFilter ToFilter() => new()
    {
        Text = Given(Q), Kind = Given(Kind) is { } kind ? AdapterKindNames.Parse(kind) : null, BaseModel = Given(BaseModel), Alias = Given(Alias), Name = Given(Name), Deleted = Deleted,
        Tags = Given(Tag) is { } tag ? [tag] : [], Owner = Given(Owner), Status = CheckStatusNames.Parse(Given(Status)), Score = Given(Score), Rank = Given(Rank) is { } rank ? int.Parse(rank, CultureInfo.InvariantCulture) : null,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
