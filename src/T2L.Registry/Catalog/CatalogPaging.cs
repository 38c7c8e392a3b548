using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;

namespace T2L.Registry.Catalog;

/// <summary>Orders of the catalog: how to sort, how to go on after an entry, and how that entry is told to the caller. Each is served by an index.</summary>
internal static class CatalogPaging
{
    /// <summary>The versions after a token, in order.</summary>
    /// <exception cref="PageTokenException">The token is not one that a list in this order gave out.</exception>
    public static IQueryable<AdapterVersion> InOrder(this IQueryable<AdapterVersion> versions, CatalogOrder order, string? after) => order switch
    {
        CatalogOrder.Newest => After(versions, after).OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id),
        CatalogOrder.Oldest => Before(versions, after).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id),
        _ => AfterName(versions, after).OrderBy(x => x.Name).ThenByDescending(x => x.Version),
    };

    /// <summary>The token after which the next page begins.</summary>
    public static string Token(CatalogOrder order, CatalogEntry last) =>
        order == CatalogOrder.Name ? new NameToken(last.Name, last.Version).ToString() : new PageToken(last.CreatedAt, last.Id).ToString();

    // One row comparison each, so that the index adapter_versions_newest_first serves it.
    private static IQueryable<AdapterVersion> After(IQueryable<AdapterVersion> versions, string? after)
    {
        if (after is null)
            return versions;
        var (time, id) = PageToken.Parse(after);
        return versions.Where(x => EF.Functions.LessThan(ValueTuple.Create(x.CreatedAt, x.Id), ValueTuple.Create(time, id)));
    }

    private static IQueryable<AdapterVersion> Before(IQueryable<AdapterVersion> versions, string? after)
    {
        if (after is null)
            return versions;
        var (time, id) = PageToken.Parse(after);
        return versions.Where(x => EF.Functions.GreaterThan(ValueTuple.Create(x.CreatedAt, x.Id), ValueTuple.Create(time, id)));
    }

    private static IQueryable<AdapterVersion> AfterName(IQueryable<AdapterVersion> versions, string? after)
    {
        if (after is null)
            return versions;
        var (name, version) = NameToken.Parse(after);
        return versions.Where(x => string.Compare(x.Name, name) >= 0 && (x.Name != name || x.Version < version));
    }
}
