namespace T2L.Adapters.Analysis;

/// <summary>What an adapter changes and how strongly, matrix by matrix. Computed from the stored factors; no ΔW is formed.</summary>
/// <param name="Kind">A LoRA or an expert: what the numbers are.</param>
/// <param name="Norm">The norm over all matrices.</param>
/// <param name="Modules">The matrices, in the adapter's order.</param>
public sealed record AdapterSpectrum(AdapterKind Kind, double Norm, IReadOnlyList<ModuleSpectrum> Modules)
{
    private const int MostGates = 64;

    /// <summary>Measures an adapter.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="cancellationToken">Stops between two matrices.</param>
    /// <returns>Its norms and spectra.</returns>
    public static AdapterSpectrum Of(AnyAdapter adapter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var modules = new List<ModuleSpectrum>();
        foreach (var path in Paths(adapter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            modules.Add(adapter.Expert is null ? OfLora(adapter, path) : OfExpert(adapter, path));
        }

        return new AdapterSpectrum(adapter.Kind, Math.Sqrt(modules.Sum(module => module.Norm * module.Norm)), modules);
    }

    /// <summary>The matrix that an adapter changes most, without the spectra, which cost more than all norms.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="cancellationToken">Stops between two matrices.</param>
    /// <returns>The matrix and the norm of its change; the norm may be infinite where finite numbers overflow in their product.</returns>
    public static (ModulePlace Place, double Norm) Strongest(AnyAdapter adapter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var (strongest, most) = ("", double.NegativeInfinity);
        foreach (var path in Paths(adapter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var norm = adapter.Expert is null ? Update(adapter, path).Norm() : Length(GateChange.Of(adapter.Expert, path));
            if (double.IsNaN(norm))
                norm = double.PositiveInfinity; // a difference of infinities
            if (norm > most)
                (strongest, most) = (path, norm);
        }

        return (Place(strongest), most);
    }

    internal static IEnumerable<string> Paths(AnyAdapter adapter) => adapter.Lora?.Modules.Keys ?? adapter.Expert!.Vectors.Keys;

    internal static LowRankUpdate Update(AnyAdapter adapter, string path) =>
        new(adapter.Lora!.Modules[path], adapter.Lora.Config.ScalingFor(path));

    internal static ModulePlace Place(string path) =>
        ModulePlace.Of(path.EndsWith(".weight", StringComparison.Ordinal) ? path[..^".weight".Length] : path);

    private static ModuleSpectrum OfLora(AnyAdapter adapter, string path)
    {
        var update = Update(adapter, path);
        return new ModuleSpectrum(Place(path), update.Norm(), update.SingularValues());
    }

    private static ModuleSpectrum OfExpert(AnyAdapter adapter, string path)
    {
        var change = GateChange.Of(adapter.Expert!, path);
        return new ModuleSpectrum(Place(path), Length(change), [.. change.Select(Math.Abs).OrderDescending().Take(MostGates)]);
    }

    private static double Length(double[] change) => Math.Sqrt(change.Sum(x => x * x));
}
