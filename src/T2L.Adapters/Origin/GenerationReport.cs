namespace T2L.Adapters.Origin;

/// <summary>What a generation has to tell beside its adapter. Kept as JSON with the job and with the version.</summary>
/// <param name="Novelty">How new the description is; null where the hypernetwork names no training tasks.</param>
/// <param name="Search">The search with examples; null where there were none.</param>
public sealed record GenerationReport(Novelty? Novelty, SearchRecord? Search);
