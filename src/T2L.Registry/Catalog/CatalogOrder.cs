namespace T2L.Registry.Catalog;

/// <summary>In which order versions are listed.</summary>
public enum CatalogOrder
{
    /// <summary>The last published first.</summary>
    Newest,

    /// <summary>The first published first.</summary>
    Oldest,

    /// <summary>By name, and by version from the newest.</summary>
    Name,
}
