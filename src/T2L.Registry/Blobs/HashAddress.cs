using System.Security.Cryptography;
using T2L.Adapters;

namespace T2L.Registry.Blobs;

internal static class HashAddress
{
    /// <summary>The address of all bytes appended so far; the hash starts again after it.</summary>
    internal static Digest Address(this IncrementalHash hash) =>
        Digest.Parse("sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()));
}
