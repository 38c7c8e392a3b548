using T2L.Adapters.Svf;

namespace T2L.Adapters.Analysis;

/// <summary>What an expert does to one matrix, as far as it can be said without the matrix: z − 1 with all singular values taken as alike.</summary>
internal static class GateChange
{
    /// <summary>z − 1, one a singular value, with z = g / mean(g); a factor that all gates have in common does nothing.</summary>
    public static double[] Of(SvfExpert expert, string name)
    {
        var gates = GateFunction.Values(expert.Manifest.Gate, Array.ConvertAll(expert.Vectors[name].ToFloats(), p => (double)p));
        var mean = gates.Average();
        // Mixed gates of both signs may have no mean worth dividing by; then they are shown as they are.
        var scale = Math.Abs(mean) > 1e-3 * gates.Average(Math.Abs) ? 1 / mean : 1;
        return Array.ConvertAll(gates, gate => (gate * scale) - 1);
    }
}
