using T2L.Adapters.Origin;

namespace T2L.Contracts;

/// <summary>Where a description lies among all tasks.</summary>
/// <param name="Embedding">Its task embedding, shape [E], norm √E.</param>
/// <param name="Encoder">Digest of the text encoder; embeddings of two encoders cannot be compared.</param>
/// <param name="Novelty">How far it is from the hypernetwork's training tasks; null where those are not known.</param>
public sealed record TaskReading(IReadOnlyList<float> Embedding, string Encoder, Novelty? Novelty);
