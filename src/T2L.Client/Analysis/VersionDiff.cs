using T2L.Client.Adapters;

namespace T2L.Client.Analysis;

/// <summary>Two versions side by side.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Fields">What is said of them and is not the same.</param>
/// <param name="Weights">Norms and cosines of what they change; null where they cannot be compared.</param>
/// <param name="NotCompared">Why they cannot be compared; null where they can.</param>
/// <param name="Evaluations">What was measured of either, the newest of each suite and metric.</param>
public sealed record VersionDiff(
    AdapterInfo Left, AdapterInfo Right, IReadOnlyList<FieldDifference> Fields, WeightDifference? Weights, string? NotCompared, IReadOnlyList<FigurePair> Evaluations);

/// <summary>Something that two versions do not have in common.</summary>
/// <param name="Field">What, as the server spells it.</param>
/// <param name="Left">The left one's; null for none.</param>
/// <param name="Right">The right one's; null for none.</param>
public sealed record FieldDifference(string Field, string? Left, string? Right);

/// <summary>A figure of two versions, the newest of each.</summary>
/// <param name="Suite">What it was measured on.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Left">The left one's; null where it was not measured.</param>
/// <param name="Right">The right one's; null where it was not measured.</param>
public sealed record FigurePair(string Suite, string Metric, double? Left, double? Right);

/// <summary>What two adapters change.</summary>
/// <param name="LeftNorm">Frobenius norm of all that the left one changes; of experts, of z − 1.</param>
/// <param name="RightNorm">The same of the right one.</param>
/// <param name="Cosine">How alike the changes are, −1 to 1; null where one changes nothing.</param>
/// <param name="Modules">Each matrix that either changes.</param>
public sealed record WeightDifference(double LeftNorm, double RightNorm, double? Cosine, IReadOnlyList<ModuleDifference> Modules);

/// <summary>What two adapters do to one matrix.</summary>
/// <param name="Path">The matrix.</param>
/// <param name="Layer">Its layer, from 0; null for none.</param>
/// <param name="Module">What it is, for instance <c>q_proj</c>.</param>
/// <param name="LeftNorm">Norm of the left one's change; null where it leaves it alone.</param>
/// <param name="RightNorm">Norm of the right one's change; null where it leaves it alone.</param>
/// <param name="Cosine">How alike the two changes are.</param>
/// <param name="DifferenceNorm">Norm of their difference.</param>
public sealed record ModuleDifference(string Path, int? Layer, string Module, double? LeftNorm, double? RightNorm, double? Cosine, double? DifferenceNorm);
