using T2L.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Registry.Publishing;

/// <summary>The outcome of publishing.</summary>
/// <param name="Entry">The version as the catalog shows it; when it existed before, with the name and origin it was first published with.</param>
/// <param name="IsNew">False when the same bytes had been published before; nothing was changed then, except that a deleted version is restored.</param>
public sealed record PublishedVersion(CatalogEntry Entry, bool IsNew)
{
    /// <summary>The adapter's digest.</summary>
    public Digest Digest => Entry.Digest;
}
