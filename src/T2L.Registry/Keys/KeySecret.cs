using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace T2L.Registry.Keys;

/// <summary>
/// The secret of a key: <c>t2l_</c>, twelve letters that are shown and find its row, and 256 random bits. Nobody guesses those, so a fast hash guards them as well as a slow one, and
/// checking one costs a request nothing.
/// </summary>
internal static class KeySecret
{
    public const string Start = "t2l_";
    public const int PrefixLength = 16;
    private const int RandomBytes = 32, Length = PrefixLength + 1 + 43;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A new secret.</summary>
    public static string New() =>
        $"{Start}{RandomNumberGenerator.GetString(Letters, PrefixLength - Start.Length)}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}";

    /// <summary>True for what may be a secret; it need not be one.</summary>
    public static bool HasForm(string text) => text.Length == Length && text.StartsWith(Start, StringComparison.Ordinal) && text[PrefixLength] == '_' && text.All(char.IsAscii);

    public static string PrefixOf(string secret) => secret[..PrefixLength];

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
