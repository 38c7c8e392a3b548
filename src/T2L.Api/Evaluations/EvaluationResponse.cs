using T2L.Registry.Evaluations;

namespace T2L.Api.Evaluations;

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
internal sealed record EvaluationResponse(
    Guid Id, string Suite, string Metric, double Value, int? N, double? Low, double? High, long? Seed, string? Source, DateTimeOffset At, string By)
{
    public static EvaluationResponse Of(EvaluationEntry entry) => new(
        entry.Id, entry.Figure.Suite, entry.Figure.Metric, entry.Figure.Value, entry.Figure.N, entry.Figure.Low, entry.Figure.High, entry.Figure.Seed, entry.Figure.Source, entry.At, entry.By);
}

/// <summary>What was measured of a version, by suite and metric, the newest of each first.</summary>
/// <param name="Items">The figures.</param>
internal sealed record EvaluationList(IReadOnlyList<EvaluationResponse> Items)
{
    public static EvaluationList Of(IEnumerable<EvaluationEntry> entries) => new([.. entries.Select(EvaluationResponse.Of)]);
}
