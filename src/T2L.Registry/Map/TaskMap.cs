using T2L.Adapters;

namespace T2L.Registry.Map;

/// <summary>Adapters by what their tasks mean, in two dimensions.</summary>
/// <param name="Encoders">The text encoders that adapters were made with; each has a map of its own, because embeddings of different ones cannot be compared.</param>
/// <param name="Encoder">Whose map this is; null where no adapter has a task embedding.</param>
/// <param name="IsSample">There are more adapters than points: these are chosen by digest, as if by chance, and the same every time.</param>
/// <param name="Explained">The share of the embeddings' variation that each of the two directions holds, 0 to 1.</param>
/// <param name="Points">The adapters.</param>
public sealed record TaskMap(IReadOnlyList<Digest> Encoders, Digest? Encoder, bool IsSample, IReadOnlyList<double> Explained, IReadOnlyList<MapPoint> Points);

/// <summary>One adapter version on the map.</summary>
/// <param name="Id">Identity of the version.</param>
/// <param name="Name">The adapter's name.</param>
/// <param name="Version">Its number.</param>
/// <param name="Kind">LoRA or expert.</param>
/// <param name="BaseModel">The model it fits.</param>
/// <param name="Description">The task it was made for.</param>
/// <param name="X">Along the direction in which the embeddings differ most.</param>
/// <param name="Y">Along the next one.</param>
public sealed record MapPoint(Guid Id, string Name, int Version, AdapterKind Kind, string BaseModel, string? Description, double X, double Y);
