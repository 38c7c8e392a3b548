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
        return new ModuleSpectrum(Place(path), Math.Sqrt(change.Sum(x => x * x)), [.. change.Select(Math.Abs).OrderDescending().Take(MostGates)]);
    }
}
