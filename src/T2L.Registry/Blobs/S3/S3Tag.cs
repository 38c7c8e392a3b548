using System.Globalization;
using System.Security.Cryptography;

namespace T2L.Registry.Blobs.S3;

/// <summary>What a service calls bytes that arrived whole: their MD5; for several parts, the MD5 of the parts' MD5s and their number.</summary>
/// <remarks>Not every service does, nor every kind of encryption. A tag that differs says nothing; one that is the same says that the bytes arrived.</remarks>
internal sealed class S3Tag
{
    private readonly List<byte> _parts = [];

    /// <summary>The next part.</summary>
    public void Add(ReadOnlySpan<byte> part) => _parts.AddRange(Md5(part));

    /// <summary>The tag of a blob that is sent in one piece where it fits into one part.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int partBytes)
    {
        if (bytes.Length <= partBytes)
            return Convert.ToHexStringLower(Md5(bytes));
        var tag = new S3Tag();
        for (var at = 0; at < bytes.Length; at += partBytes)
            tag.Add(bytes[at..Math.Min(bytes.Length, at + partBytes)]);
        return tag.ToString();
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(Md5([.. _parts]))}-{_parts.Count / MD5.HashSizeInBytes}");

#pragma warning disable CA5351 // The service's choice; against accidents, not against people. What a blob is, its SHA-256 says.
    private static byte[] Md5(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
