namespace T2L.Registry.Catalog;

/// <summary>Which part of the list is wanted.</summary>
/// <param name="Size">How many entries; 1 to 200, default 50.</param>
/// <param name="After">The <see cref="CatalogPage.Next"/> of the page before; null starts with the newest.</param>
/// <param name="Filter">Which are wanted at all; null for all that are not deleted.</param>
/// <param name="Order">In which order.</param>
public sealed record CatalogPageRequest(int Size = 50, string? After = null, CatalogFilter? Filter = null, CatalogOrder Order = CatalogOrder.Newest)
{
    /// <summary>Most entries on a page.</summary>
    public const int MaxSize = 200;
}

/// <summary>A part of the list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Asks for the entries after these; null at the end. Entries published meanwhile shift nothing.</param>
public sealed record CatalogPage(IReadOnlyList<CatalogEntry> Items, string? Next);
