using T2L.Adapters;
using T2L.Registry.Hosting;

namespace T2L.Registry.Blobs.S3;

/// <summary>Which key stands for which blob. Keys are made from a <see cref="Digest"/>, which holds 32 bytes and no text.</summary>
internal sealed class S3Names(S3Options options)
{
    public string Bucket => options.Bucket;

    public string Prefix => $"{options.Prefix}sha256/";

    public string Location => $"s3://{options.Bucket}/{options.Prefix}";

    public string KeyOf(Digest digest) => $"{Prefix}{digest.Hex[..2]}/{digest.Hex}";

    /// <summary>For messages.</summary>
    public string AddressOf(Digest digest) => $"s3://{options.Bucket}/{KeyOf(digest)}";

    public Digest? DigestOf(string key) => Digest.TryParse($"sha256:{key[(key.LastIndexOf('/') + 1)..]}", out var digest) && KeyOf(digest) == key ? digest : null;
}
