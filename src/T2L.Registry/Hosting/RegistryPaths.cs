using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace T2L.Registry.Hosting;

/// <summary>The registry's directories, absolute.</summary>
/// <param name="Postgres">Of the embedded server.</param>
/// <param name="Blobs">Of the file store.</param>
internal sealed record RegistryPaths(string Postgres, string Blobs)
{
    internal static RegistryPaths Of(IConfiguration configuration, IOptions<StorageOptions> storage, IOptions<BlobOptions> blobs)
    {
        // A host tells its content root; without a host a relative path starts where the program was started.
        var start = configuration[HostDefaults.ContentRootKey] is { Length: > 0 } root ? Path.GetFullPath(root) : Directory.GetCurrentDirectory();
        var storageRoot = Path.GetFullPath(storage.Value.Root, start);
        var blobRoot = string.IsNullOrWhiteSpace(blobs.Value.Root) ? Path.Combine(storageRoot, "blobs") : Path.GetFullPath(blobs.Value.Root, start);
        return new RegistryPaths(Path.Combine(storageRoot, "postgres"), blobRoot);
    }
}
