using T2L.Adapters;
using T2L.Adapters.Signing;
using T2L.Contracts;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Quality;
using T2L.Registry.Signing;
using T2L.Registry.Tenants;

namespace T2L.Worker.Serving;

/// <summary>Reads adapters from the registry; every byte is checked against the digest on the way, and the signature before, where keys are trusted.</summary>
/// <param name="catalog">The registry's adapters.</param>
/// <param name="checks">Knows which are quarantined.</param>
/// <param name="signatures">Who signed them.</param>
internal sealed class RegistryAdapterSource(AdapterCatalog catalog, VersionChecks checks, VersionSignatures signatures) : IAdapterSource
{
    public async Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken)
    {
        // Whoever asks was let through to this digest by its own tenant's rows; the bytes are the same for all.
        using var all = TenantScope.EnterAll();
        try
        {
            await checks.RequireTrustedAsync(digest, cancellationToken);
            if (signatures.HasKeys)
                await signatures.VerifyAsync(await catalog.FilesAsync(digest, cancellationToken), cancellationToken);
            return await catalog.LoadAnyAsync(digest, cancellationToken);
        }
        catch (AdapterNotFoundException error)
        {
            throw new InferenceException(InferenceError.AdapterNotFound, error.Message, error);
        }
        catch (AdapterQuarantinedException error)
        {
            throw new InferenceException(InferenceError.AdapterQuarantined, error.Message, error);
        }
        catch (SignatureException error)
        {
            throw new InferenceException(InferenceError.AdapterNotTrusted, $"Adapter {digest} is not loaded. {error.Message}", error);
        }
        catch (Exception error) when (error is BlobCorruptException or BlobMissingException or AdapterFormatException)
        {
            throw new InferenceException(InferenceError.AdapterDamaged, $"Adapter {digest} cannot be used. {error.Message}", error);
        }
    }
}
