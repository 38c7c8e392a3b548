namespace T2L.Registry.Search;

/// <summary>The vectors that may be among the nearest; what is not in it is certainly farther than <paramref name="Floor"/>.</summary>
/// <param name="Vectors">Them, in no order.</param>
/// <param name="Floor">A cosine that nothing outside reaches; −∞ where everything is inside.</param>
internal sealed record Shortlist(IReadOnlyList<ShortlistedVector> Vectors, double Floor)
{
    /// <summary>Those of some vectors that may be among the nearest of them, as far as their bounds tell.</summary>
    /// <param name="vectors">Which.</param>
    /// <param name="wanted">How many nearest.</param>
    public static IReadOnlyList<ShortlistedVector> Leading(IReadOnlyList<ShortlistedVector> vectors, int wanted)
    {
        if (vectors.Count <= wanted)
            return vectors;
        var least = vectors.Select(vector => vector.LowerBound).OrderDescending().ElementAt(wanted - 1);
        return [.. vectors.Where(vector => vector.UpperBound >= least)];
    }
}
