namespace T2L.Registry.Search;

/// <summary>
/// Makes one order of several: reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009). An entry earns 1 / (60 + rank) from each list that has it, so that
/// cosines and word scores, which have no common scale, need none.
/// </summary>
internal static class RankFusion
{
    private const double Damping = 60;

    /// <summary>The entries of all lists, best first; entries of equal worth keep the order in which they were first met.</summary>
    public static IReadOnlyList<Guid> Fuse(params IReadOnlyList<Guid>[] lists)
    {
        var worth = new Dictionary<Guid, double>();
        foreach (var list in lists)
            for (var rank = 0; rank < list.Count; rank++)
                worth[list[rank]] = worth.GetValueOrDefault(list[rank]) + (1 / (Damping + rank + 1));
        return [.. lists.SelectMany(list => list).Distinct().OrderByDescending(id => worth[id])];
    }
}
