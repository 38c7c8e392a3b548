using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace T2L.Hub.Protocol;

/// <summary>What a file's content is named by: the sha256 of a large file, git's sha1 of a small one.</summary>
/// <param name="Hex">Lower-case hex digits; 64 for sha256, 40 for git's.</param>
internal sealed record ContentHash(string Hex)
{
    private const int Sha256Digits = 64;
    private const int GitDigits = 40;

    public bool IsSha256 => Hex.Length == Sha256Digits;

    public static bool IsSha256Text(string? text) => IsHex(text, Sha256Digits);

    public static bool IsGitText(string? text) => IsHex(text, GitDigits);

    /// <summary>The hash an etag stands for; null where it is something else.</summary>
    public static ContentHash? FromEtag(string etag) => IsSha256Text(etag) || IsGitText(etag) ? new(etag) : null;

    /// <summary>Starts to hash a file of a known size.</summary>
    public IncrementalHash Start(long size)
    {
        if (IsSha256)
            return IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1); // what git names its objects by, whatever one thinks of it
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {size}\0")));
        return hash;
    }

    private static bool IsHex(string? text, int digits) =>
        text?.Length == digits && text.All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
