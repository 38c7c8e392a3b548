namespace T2L.Registry.Jobs;

/// <summary>What a worker does with a job.</summary>
/// <param name="Stage"><c>embed</c>, <c>generate</c>, <c>search</c>, <c>publish</c> or <c>check</c>.</param>
/// <param name="Step">Which step of the stage is done, from 1, for instance a round of a search; null where a stage has none.</param>
/// <param name="Steps">How many steps there are at most; null where a stage has none.</param>
public sealed record JobStage(string Stage, int? Step = null, int? Steps = null);
