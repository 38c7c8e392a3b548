using T2L.Adapters;

namespace T2L.Registry.Search;

/// <summary>What the index reads of a version.</summary>
internal sealed record EmbeddingRow(Guid Id, string Tenant, DateTimeOffset CreatedAt, string BaseModel, Digest? Encoder, float[] Embedding);
