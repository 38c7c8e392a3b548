namespace T2L.Client.Evaluations;

/// <summary>A figure that was measured of a version.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Suite">What it was measured on.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="N">On how many examples; null where that means nothing.</param>
/// <param name="Low">Lower end of its interval; null for none.</param>
/// <param name="High">Upper end of its interval; null for none.</param>
/// <param name="Seed">Seed of the measurement; null for none.</param>
/// <param name="Source">The command or the place that it came from.</param>
/// <param name="At">When it was added.</param>
/// <param name="By">Who did.</param>
public sealed record EvaluationInfo(
    Guid Id, string Suite, string Metric, double Value, int? N, double? Low, double? High, long? Seed, string? Source, DateTimeOffset At, string By);
