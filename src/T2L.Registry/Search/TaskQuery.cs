using T2L.Adapters;

namespace T2L.Registry.Search;

/// <summary>A task to which adapters should be near.</summary>
/// <param name="Embedding">Its task embedding, shape [E].</param>
/// <param name="Encoder">The text encoder that made it.</param>
public sealed record TaskQuery(IReadOnlyList<float> Embedding, Digest Encoder);
