using T2L.Adapters;

namespace T2L.Registry.Blobs;

/// <summary>A blob as its store lists it.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="WrittenAt">When it was written last.</param>
public sealed record StoredBlob(Digest Digest, long Bytes, DateTimeOffset WrittenAt);
