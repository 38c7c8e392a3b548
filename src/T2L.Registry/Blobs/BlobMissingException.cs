using T2L.Adapters;

namespace T2L.Registry.Blobs;

/// <summary>The store does not hold a blob.</summary>
public sealed class BlobMissingException : Exception
{
    /// <summary>Reports a missing blob.</summary>
    /// <param name="digest">The blob asked for.</param>
    /// <param name="path">Where its bytes would lie.</param>
    public BlobMissingException(Digest digest, string path)
        : base($"Blob {digest} is missing: there is no '{path}'. " +
               "Publish the adapter again, restore it from a backup, or check that section Blobs names the store it was published to.")
    {
        Digest = digest;
        Path = path;
    }

    /// <summary>The blob asked for.</summary>
    public Digest Digest { get; }

    /// <summary>Where its bytes would lie.</summary>
    public string Path { get; }
}
