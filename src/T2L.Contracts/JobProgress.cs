namespace T2L.Contracts;

/// <summary>Fact: a worker began another stage of a job. The row has the same; whoever watches looks there, now rather than later.</summary>
/// <param name="JobId">Which.</param>
/// <param name="Stage">What the worker does now.</param>
/// <param name="Fraction">How much of the stage is done, 0 to 1; null where nobody knows.</param>
public sealed record JobProgress(Guid JobId, string Stage, double? Fraction);
