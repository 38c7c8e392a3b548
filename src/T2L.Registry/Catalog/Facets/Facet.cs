namespace T2L.Registry.Catalog.Facets;

/// <summary>How many adapters a filter finds, and how they divide. Counting stops early, so that it takes as long with a million adapters as with a thousand.</summary>
/// <param name="Found">How many the whole filter finds.</param>
/// <param name="Facets">Ways to narrow it down.</param>
public sealed record CatalogFacets(FacetCount Found, IReadOnlyList<Facet> Facets);

/// <summary>One way to narrow a list down.</summary>
/// <param name="Name">Its name in addresses, for instance <c>base_model</c>.</param>
/// <param name="Chosen">The value that the filter asks for; null where it asks for none.</param>
/// <param name="Values">The values, most adapters first. The counts are what choosing the value would find.</param>
public sealed record Facet(string Name, string? Chosen, IReadOnlyList<FacetValue> Values);

/// <summary>One value of a facet.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many adapters have it.</param>
public sealed record FacetValue(string Value, FacetCount Count);

/// <summary>A count that may have stopped early.</summary>
/// <param name="Number">How many were counted.</param>
/// <param name="AtLeast">There may be more.</param>
public readonly record struct FacetCount(int Number, bool AtLeast);
