using T2L.Adapters;

namespace T2L.Registry.Blobs;

/// <summary>The stored bytes of a blob are not the bytes it is named after. Nothing that was read may be used.</summary>
public sealed class BlobCorruptException : Exception
{
    /// <summary>Refuses a blob.</summary>
    /// <param name="digest">The blob asked for.</param>
    /// <param name="path">Where its bytes lie.</param>
    /// <param name="found">What the bytes are instead: their digest, or their length.</param>
    public BlobCorruptException(Digest digest, string path, string found)
        : base($"Blob {digest} is damaged: '{path}' holds {found}. Nothing of it was used. " +
               "Publish the adapter again, which replaces the file, or restore the file from a backup.")
    {
        Digest = digest;
        Path = path;
    }

    /// <summary>The blob asked for.</summary>
    public Digest Digest { get; }

    /// <summary>Where its bytes lie.</summary>
    public string Path { get; }
}
