using System.Security.Cryptography;
using System.Text;

namespace T2L.Hub.Tests.Server;

/// <summary>A file of a repository, with the names that git and its large file storage give it.</summary>
internal sealed record FakeFile(string Path, byte[] Bytes, bool IsLarge)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

#pragma warning disable CA5350 // git names its objects by it
    public string GitSha1 { get; } = Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {Bytes.Length}\0"), .. Bytes]));
#pragma warning restore CA5350

    public string BlobName => IsLarge ? Sha256 : GitSha1;

    public static FakeFile Small(string path, string text) => new(path, Encoding.UTF8.GetBytes(text), false);

    public static FakeFile Large(string path, int bytes, int seed = 1)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return new(path, content, true);
    }
}
