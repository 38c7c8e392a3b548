using T2L.Adapters.Analysis;
using T2L.Api.Adapters;
using T2L.Registry.Comparing;

namespace T2L.Api.Comparing;

/// <summary>Two versions side by side.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Fields">What is said of them and is not the same.</param>
/// <param name="Weights">Norms and cosines of what they change; null where they cannot be compared.</param>
/// <param name="NotCompared">Why they cannot be compared; null where they can.</param>
/// <param name="Evaluations">What was measured of either, the newest of each suite and metric.</param>
internal sealed record DiffResponse(
    AdapterResponse Left, AdapterResponse Right, IReadOnlyList<FieldDifference> Fields, WeightDiff? Weights, string? NotCompared, IReadOnlyList<FigurePair> Evaluations)
{
    public static DiffResponse Of(VersionDiff diff) => new(AdapterResponse.Of(diff.Left), AdapterResponse.Of(diff.Right), diff.Fields,
        diff.Weights is { } weights ? WeightDiff.Of(weights) : null, diff.NotCompared, diff.Figures);
}

/// <summary>What two adapters change.</summary>
/// <param name="LeftNorm">Frobenius norm of all that the left one changes; of experts, of z − 1.</param>
/// <param name="RightNorm">The same of the right one.</param>
/// <param name="Cosine">How alike the changes are, −1 to 1; null where one changes nothing.</param>
/// <param name="Modules">Each matrix that either changes.</param>
internal sealed record WeightDiff(double LeftNorm, double RightNorm, double? Cosine, IReadOnlyList<ModuleDiff> Modules)
{
    public static WeightDiff Of(AdapterComparison weights) => new(weights.Left, weights.Right, weights.Cosine,
        [.. weights.Modules.Select(module => new ModuleDiff(module.Place.Path, module.Place.Layer, module.Place.Module, module.Left, module.Right, module.Cosine, module.Difference))]);
}

/// <summary>What two adapters do to one matrix.</summary>
/// <param name="Path">The matrix.</param>
/// <param name="Layer">Its layer, from 0; null for none.</param>
/// <param name="Module">What it is, for instance <c>q_proj</c>.</param>
/// <param name="LeftNorm">Norm of the left one's change; null where it leaves it alone.</param>
/// <param name="RightNorm">Norm of the right one's change; null where it leaves it alone.</param>
/// <param name="Cosine">How alike the two changes are.</param>
/// <param name="DifferenceNorm">Norm of their difference.</param>
internal sealed record ModuleDiff(string Path, int? Layer, string Module, double? LeftNorm, double? RightNorm, double? Cosine, double? DifferenceNorm);
