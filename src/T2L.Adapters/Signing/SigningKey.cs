using System.Security.Cryptography;
using System.Text;

namespace T2L.Adapters.Signing;

/// <summary>A key on the curve P-256: its public part verifies, and with its private part it signs.</summary>
public sealed class SigningKey : IDisposable
{
    private const int MaxFileBytes = 1 << 16;
    private const string Curve = "1.2.840.10045.3.1.7";
    private readonly ECDsa _key;

    private SigningKey(ECDsa key, bool signs)
    {
        (_key, CanSign) = (key, signs);
        // Of the PEM text with its last line break: so the official tool names keys.
        Hint = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n")));
    }

    /// <summary>Whether the private part is there.</summary>
    public bool CanSign { get; }

    /// <summary>What names the key in a signature: SHA-256 of its public part as PEM, 64 hexadecimal digits.</summary>
    public string Hint { get; }

    /// <summary>Reads a PEM file.</summary>
    /// <param name="path">A private key (EC or PKCS#8, not encrypted) or a public one.</param>
    /// <returns>The key.</returns>
    /// <exception cref="SignatureException">It is no such file. The message never repeats what is in it.</exception>
    public static SigningKey Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            if (new FileInfo(path).Length > MaxFileBytes)
                throw new SignatureException($"'{path}' is no key: it has more than {MaxFileBytes} bytes.");
            var text = File.ReadAllText(path);
            key.ImportFromPem(text);
            if (key.ExportParameters(false).Curve.Oid.Value is not (Curve or null) || key.KeySize != 256)
                throw new SignatureException($"'{path}' has a key of {key.KeySize} bits; expected one on the curve P-256 (openssl ecparam -name prime256v1 -genkey -noout).");
            return new SigningKey(key, text.Contains("PRIVATE KEY", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException or SignatureException)
        {
            key.Dispose();
            throw error as SignatureException ?? new SignatureException($"'{path}' cannot be read as a key: expected a PEM file of a P-256 key that is not encrypted.", error);
        }
    }

    /// <summary>Signs bytes.</summary>
    internal byte[] Sign(byte[] bytes) => CanSign
        ? _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        : throw new SignatureException("The key has no private part; it verifies, but does not sign.");

    /// <summary>Whether a signature is of these bytes and this key.</summary>
    internal bool Verifies(byte[] bytes, byte[] signature)
    {
        try
        {
            return _key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false; // no signature at all
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
