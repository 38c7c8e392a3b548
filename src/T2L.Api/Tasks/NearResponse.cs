using T2L.Adapters.Origin;
using T2L.Api.Adapters;

namespace T2L.Api.Tasks;

/// <summary>What is near to a task.</summary>
/// <param name="Encoder">Digest of the text encoder that read the text.</param>
/// <param name="Novelty">How far it is from the hypernetwork's training tasks, and the nearest of those; null where they are not known.</param>
/// <param name="Adapters">Adapters for tasks like it, nearest first, each with its <c>similarity</c>.</param>
internal sealed record NearResponse(string Encoder, Novelty? Novelty, IReadOnlyList<AdapterResponse> Adapters);
