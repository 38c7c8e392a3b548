namespace T2L.Adapters.Analysis;

/// <summary>Two adapters beside each other, matrix by matrix. Computed from the stored factors; no ΔW is formed.</summary>
/// <param name="Left">Norm of everything that the left one changes.</param>
/// <param name="Right">Norm of everything that the right one changes.</param>
/// <param name="Inner">⟨left, right⟩ over all matrices; null where one of them cannot be compared.</param>
/// <param name="Modules">The matrices that either changes: the left one's order, then what only the right one has.</param>
public sealed record AdapterComparison(double Left, double Right, double? Inner, IReadOnlyList<ModuleComparison> Modules)
{
    /// <summary>How alike they are as a whole, −1 to 1; null where one changes nothing or they cannot be compared.</summary>
    public double? Cosine => CosineOf(Inner, Left, Right);

    /// <summary>Compares two adapters of one kind.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="cancellationToken">Stops between two matrices.</param>
    /// <returns>Norms and cosines.</returns>
    /// <exception cref="ArgumentException">One is a LoRA and the other an expert; <see cref="Fault"/> says so before.</exception>
    public static AdapterComparison Of(AnyAdapter left, AnyAdapter right, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (Fault(left, right) is { } fault)
            throw new ArgumentException(fault, nameof(right));
        var modules = new List<ModuleComparison>();
        foreach (var path in AdapterSpectrum.Paths(left).Union(AdapterSpectrum.Paths(right), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            modules.Add(left.Lora is null ? OfExperts(left, right, path) : OfLoras(left, right, path));
        }

        double? inner = modules.All(module => module.Inner is not null) ? modules.Sum(module => module.Inner!.Value) : null;
        return new AdapterComparison(Norm(modules, module => module.Left), Norm(modules, module => module.Right), inner, modules);
    }

    /// <summary>Why two adapters cannot be compared.</summary>
    /// <returns>A sentence; null when they can.</returns>
    public static string? Fault(AnyAdapter left, AnyAdapter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Kind != right.Kind)
            return "One is a LoRA and the other an SVF expert: what they change is measured in different ways.";
        return left.Expert is { } one && right.Expert is { } other && one.Manifest.DecompositionDigest != other.Manifest.DecompositionDigest
            ? "The two experts were trained on different decompositions: their gates are about different directions."
            : null;
    }

    internal static double? CosineOf(double? inner, double? left, double? right) =>
        inner is { } product && left is > 0 and { } one && right is > 0 and { } other ? Math.Clamp(product / one / other, -1, 1) : null;

    private static double Norm(IEnumerable<ModuleComparison> modules, Func<ModuleComparison, double?> side) =>
        Math.Sqrt(modules.Sum(module => (side(module) ?? 0) * (side(module) ?? 0)));

    private static ModuleComparison OfLoras(AnyAdapter left, AnyAdapter right, string path)
    {
        var (one, other) = (Side(left, path), Side(right, path));
        double? inner = (one, other) switch
        {
            (null, _) or (_, null) => 0,
            var (a, b) when a.In == b.In && a.Out == b.Out => a.Inner(b),
            _ => null,
        };
        return new ModuleComparison(AdapterSpectrum.Place(path), one?.Norm(), other?.Norm(), inner);
    }

    private static LowRankUpdate? Side(AnyAdapter adapter, string path) =>
        adapter.Lora!.Modules.ContainsKey(path) ? AdapterSpectrum.Update(adapter, path) : null;

    private static ModuleComparison OfExperts(AnyAdapter left, AnyAdapter right, string path)
    {
        var (one, other) = (Gates(left, path), Gates(right, path));
        double? inner = (one, other) switch
        {
            (null, _) or (_, null) => 0,
            var (a, b) when a.Length == b.Length => a.Zip(b, (x, y) => x * y).Sum(),
            _ => null,
        };
        return new ModuleComparison(AdapterSpectrum.Place(path), Length(one), Length(other), inner);
    }

    private static double[]? Gates(AnyAdapter adapter, string path) =>
        adapter.Expert!.Vectors.ContainsKey(path) ? GateChange.Of(adapter.Expert, path) : null;

    private static double? Length(double[]? values) => values is null ? null : Math.Sqrt(values.Sum(x => x * x));
}
