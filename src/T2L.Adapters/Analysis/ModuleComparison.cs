namespace T2L.Adapters.Analysis;

/// <summary>Two adapters on one matrix. What only one of them changes has one norm.</summary>
/// <param name="Place">The matrix.</param>
/// <param name="Left">Norm of the left one's change; null where it leaves the matrix alone.</param>
/// <param name="Right">Norm of the right one's change; null where it leaves the matrix alone.</param>
/// <param name="Inner">⟨left, right⟩; null where they cannot be compared.</param>
public sealed record ModuleComparison(ModulePlace Place, double? Left, double? Right, double? Inner)
{
    /// <summary>How alike the two changes are, −1 to 1, whatever their sizes; null where one of them is none.</summary>
    public double? Cosine => AdapterComparison.CosineOf(Inner, Left, Right);

    /// <summary>Norm of left − right; what an adapter leaves alone counts as no change. Null where they cannot be compared.</summary>
    public double? Difference => Inner is { } inner
        ? Math.Sqrt(Math.Max(0, ((Left ?? 0) * (Left ?? 0)) + ((Right ?? 0) * (Right ?? 0)) - (2 * inner)))
        : null;
}
