namespace T2L.Registry.Collection;

/// <summary>What a run removed, or would remove.</summary>
/// <param name="Purged">Versions that are gone for good.</param>
/// <param name="Blobs">Blobs that are gone.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="DryRun">Whether nothing was removed.</param>
public sealed record CollectionReport(IReadOnlyList<PurgedVersion> Purged, int Blobs, long Bytes, bool DryRun);

/// <summary>A version that is gone for good.</summary>
/// <param name="Name">The name it was published under.</param>
/// <param name="Version">Its number; it is not used again.</param>
/// <param name="Digest">What its bytes were.</param>
/// <param name="DeletedAt">When somebody deleted it.</param>
public sealed record PurgedVersion(string Name, int Version, string Digest, DateTimeOffset DeletedAt);
