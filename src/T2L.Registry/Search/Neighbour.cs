namespace T2L.Registry.Search;

/// <summary>A version near to what was asked.</summary>
/// <param name="Id">Which.</param>
/// <param name="Similarity">Cosine of the task embeddings, −1 to 1.</param>
public sealed record Neighbour(Guid Id, double Similarity);
