namespace T2L.Adapters.Origin;

/// <summary>How far a description is from everything that its hypernetwork was trained on.</summary>
/// <param name="Score">1 − cosine to the nearest training task: 0 is a training task, above the threshold is new ground.</param>
/// <param name="Threshold">The distance that 95 % of unseen wordings of training tasks stay under, measured when the network was trained; null where it could not be.</param>
/// <param name="Warning">The score is above the threshold: the adapter may do something else than was meant.</param>
/// <param name="Nearest">The nearest training tasks, nearest first.</param>
public sealed record Novelty(double Score, double? Threshold, bool Warning, IReadOnlyList<NearTask> Nearest);
