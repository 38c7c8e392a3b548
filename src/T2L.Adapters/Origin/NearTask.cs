namespace T2L.Adapters.Origin;

/// <summary>A training task near a description.</summary>
/// <param name="Task">Its name.</param>
/// <param name="Similarity">Cosine of the two embeddings, −1 to 1.</param>
public sealed record NearTask(string Task, double Similarity);
