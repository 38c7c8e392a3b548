using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using T2L.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Api.Adapters;

/// <summary>The query of <c>GET /v1/adapters</c>.</summary>
/// <param name="Page">The <c>next_page</c> of the page before.</param>
/// <param name="Limit">How many, 1 to 200; default 50.</param>
/// <param name="Q">Words of the name or the description: <c>reverse -number "two words" or other</c>.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="BaseModel">Name of the base model.</param>
/// <param name="Name">What the name begins with, for instance <c>math/</c>.</param>
/// <param name="Alias">Only versions that this alias points at.</param>
/// <param name="Deleted">The deleted ones instead.</param>
internal sealed record AdapterListQuery(
    [FromQuery(Name = "page")] string? Page = null,
    [FromQuery(Name = "limit")] int Limit = 50,
    [FromQuery(Name = "q")] string? Q = null,
    [FromQuery(Name = "kind")] string? Kind = null,
    [FromQuery(Name = "base_model")] string? BaseModel = null,
    [FromQuery(Name = "name")] string? Name = null,
    [FromQuery(Name = "alias")] string? Alias = null,
    [FromQuery(Name = "deleted")] bool Deleted = false)
{
    public (string Field, string Sentence)? Fault()
    {
        if (Limit is < 1 or > CatalogPageRequest.MaxSize)
            return ("limit", $"limit is {Limit}; expected 1 to {CatalogPageRequest.MaxSize} (default 50).");
        if (Kind is not null && AdapterKindNames.Parse(Kind) is null)
            return ("kind", $"kind is '{Kind}'; expected lora or svf. Leave it out for all.");
        return ToFilter().Fault() is { } fault ? (fault.Property == nameof(CatalogFilter.Text) ? "q" : JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.Property), fault.Sentence) : null;
    }

    public CatalogPageRequest ToRequest() => new(Limit, Page, ToFilter());

    private CatalogFilter ToFilter() => new()
    {
        Kind = Kind is null ? null : AdapterKindNames.Parse(Kind), BaseModel = BaseModel, Name = Name, Alias = Alias, Text = Q, Deleted = Deleted,
    };
}
