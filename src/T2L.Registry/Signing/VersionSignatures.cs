using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.Signing;
using T2L.Registry.Data;

namespace T2L.Registry.Signing;

/// <summary>Signs versions when they are published, and verifies them.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="options">The keys.</param>
public sealed class VersionSignatures(IDbContextFactory<RegistryDb> contexts, IOptions<SigningOptions> options) : IDisposable
{
    private readonly Lazy<SigningKeys> _keys = new(() => new SigningKeys(options.Value));

    /// <summary>Whether there is a key to verify with.</summary>
    public bool HasKeys => _keys.Value.Trusted.Count > 0;

    /// <summary>The signature of a version, as it was written when it was published.</summary>
    /// <param name="digest">Which version.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The bundle, UTF-8 JSON; null when the version is not signed.</returns>
    public async Task<byte[]?> FindAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.VersionSignatures.AsNoTracking().Where(x => x.Version!.Digest == digest).OrderBy(x => x.VersionId)
                .Select(x => x.Bundle).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Verifies a version whose files were read.</summary>
    /// <param name="manifest">Its files.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The hint of the key that signed; null where it is not signed, or no key is trusted, and a signature is not required.</returns>
    /// <exception cref="SignatureException">The signature is not of these files, was changed, is nobody's who is trusted, or is required and missing.</exception>
    public async Task<string?> VerifyAsync(AdapterManifest manifest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var keys = _keys.Value;
        return keys.Trusted.Count == 0 ? null : keys.Verify(await FindAsync(manifest.Digest, cancellationToken).ConfigureAwait(false), manifest);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_keys.IsValueCreated)
            _keys.Value.Dispose();
    }

    /// <summary>The row of a new version's signature; null where no key is configured.</summary>
    internal VersionSignature? Sign(AdapterVersion version, AdapterManifest manifest, string name) => _keys.Value.Own is { } key
        ? new VersionSignature { VersionId = version.Id, Bundle = ModelSignature.Sign(manifest, name, key), KeyHint = key.Hint, CreatedAt = version.CreatedAt }
        : null;
}
