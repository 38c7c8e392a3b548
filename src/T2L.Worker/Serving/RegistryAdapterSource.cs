using T2L.Adapters;
using T2L.Contracts;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;

namespace T2L.Worker.Serving;

/// <summary>Reads adapters from the registry; every byte is checked against the digest on the way.</summary>
/// <param name="catalog">The registry's adapters.</param>
internal sealed class RegistryAdapterSource(AdapterCatalog catalog) : IAdapterSource
{
    public async Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.LoadAnyAsync(digest, cancellationToken);
        }
        catch (AdapterNotFoundException error)
        {
            throw new InferenceException(InferenceError.AdapterNotFound, error.Message, error);
        }
        catch (Exception error) when (error is BlobCorruptException or BlobMissingException or AdapterFormatException)
        {
            throw new InferenceException(InferenceError.AdapterDamaged, $"Adapter {digest} cannot be used. {error.Message}", error);
        }
    }
}
