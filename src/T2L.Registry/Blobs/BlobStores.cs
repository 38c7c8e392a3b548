using T2L.Registry.Blobs.S3;
using T2L.Registry.Hosting;

namespace T2L.Registry.Blobs;

/// <summary>The store that the configuration names.</summary>
internal static class BlobStores
{
    public static IBlobStore Open(BlobOptions options, RegistryPaths paths, TimeProvider time) =>
        options.Store == "S3" ? new S3BlobStore(options.S3) : new FileBlobStore(paths.Blobs, time);
}
