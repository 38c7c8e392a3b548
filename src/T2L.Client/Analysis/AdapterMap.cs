namespace T2L.Client.Analysis;

/// <summary>The adapters in two dimensions, by what their tasks mean.</summary>
/// <param name="Encoders">Digests of the text encoders that adapters were made with; each has a map of its own.</param>
/// <param name="Encoder">Whose map this is; null where no adapter has a task embedding.</param>
/// <param name="IsSample">There are more adapters than points; these are a sample, the same every time.</param>
/// <param name="Explained">The share of the embeddings' variation along x and along y, 0 to 1.</param>
/// <param name="Points">The adapters.</param>
public sealed record AdapterMap(IReadOnlyList<string> Encoders, string? Encoder, bool IsSample, IReadOnlyList<double> Explained, IReadOnlyList<MapPoint> Points);

/// <summary>One adapter on the map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its number under that name.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="BaseModel">The model it fits.</param>
/// <param name="Description">The beginning of the task it was made for.</param>
/// <param name="X">Along the direction in which the embeddings differ most.</param>
/// <param name="Y">Along the next one.</param>
public sealed record MapPoint(string Name, int Version, string Kind, string BaseModel, string? Description, double X, double Y);
