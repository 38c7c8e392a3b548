namespace T2L.Registry.Search;

/// <summary>The vectors that may be among the nearest; what is not in it is certainly farther than <paramref name="Floor"/>.</summary>
/// <param name="Ids">Whose they are, in no order.</param>
/// <param name="Floor">A cosine that nothing outside reaches; −∞ where everything is inside.</param>
internal sealed record Shortlist(IReadOnlyList<Guid> Ids, double Floor);
