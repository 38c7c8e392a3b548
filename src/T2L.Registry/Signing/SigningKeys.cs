using T2L.Adapters.Peft;
using T2L.Adapters.Signing;

namespace T2L.Registry.Signing;

/// <summary>The keys of the configuration, read once.</summary>
public sealed class SigningKeys : IDisposable
{
    /// <summary>Reads the files that the section names.</summary>
    /// <param name="options">The section <c>Signing</c>.</param>
    /// <exception cref="SignatureException">One cannot be read as a key.</exception>
    public SigningKeys(SigningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require = options.Require;
        if (options.Key.Length > 0)
            Own = SigningKey.Read(options.Key);
        Trusted = [.. Own is null ? [] : new[] { Own }, .. options.TrustedKeys.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(SigningKey.Read)];
    }

    internal bool Require { get; }

    internal SigningKey? Own { get; }

    internal IReadOnlyList<SigningKey> Trusted { get; }

    /// <summary>Words what is wrong with the section.</summary>
    public static IEnumerable<string> Faults(SigningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? fault = null;
        try
        {
            using var keys = new SigningKeys(options);
            if (keys.Own is { CanSign: false })
                fault = $"Signing:Key is '{options.Key}', a public key; expected the private one.";
            else if (options.Require && keys.Trusted.Count == 0)
                fault = "Signing:Require is true, and no key is trusted; expected PEM files in Signing:TrustedKeys (default false).";
        }
        catch (SignatureException error)
        {
            fault = $"Signing: {error.Message}";
        }

        return fault is null ? [] : [fault];
    }

    /// <summary>Verifies the signature of files that were read.</summary>
    /// <param name="bundle">The signature; null where there is none.</param>
    /// <param name="manifest">The files.</param>
    /// <returns>The hint of the key that signed; null where the files are not signed, or no key is trusted, and a signature is not required.</returns>
    /// <exception cref="SignatureException">The signature is not of these files, was changed, is nobody's who is trusted, or is required and missing.</exception>
    public string? Verify(byte[]? bundle, AdapterManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (Trusted.Count == 0)
            return null;
        if (bundle is not null)
            return ModelSignature.Verify(bundle, manifest, Trusted).Hint;
        return Require ? throw new SignatureException($"{manifest.Digest} is not signed, and Signing:Require wants a signature. Publish it from a process with Signing:Key.") : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in Trusted)
            key.Dispose();
    }
}
