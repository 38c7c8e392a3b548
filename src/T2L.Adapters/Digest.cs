using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace T2L.Adapters;

/// <summary>A content address: the SHA-256 of some bytes, written <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private readonly ulong _a, _b, _c, _d;

    private Digest(ReadOnlySpan<byte> hash)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(hash);
        _b = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(hash[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(hash[24..]);
    }

    /// <summary>The whole address, 71 characters: <c>sha256:3f9a…</c>.</summary>
    public string Value => Prefix + Hex;

    /// <summary>The 64 lower-case hexadecimal digits.</summary>
    public string Hex => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";

    /// <summary>Reads an address.</summary>
    /// <param name="text"><c>sha256:</c> and 64 lower-case hexadecimal digits.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{text}' is not a digest; expected 'sha256:' and 64 lower-case hexadecimal digits.");

    /// <summary>Reads an address, if it is one.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="digest">The address.</param>
    /// <returns>False when the text is not an address.</returns>
    public static bool TryParse(string? text, out Digest digest)
    {
        digest = default;
        if (text is null || text.Length != Prefix.Length + HexLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var hex = text.AsSpan(Prefix.Length);
        if (hex.ContainsAnyExcept(HexDigits))
            return false;
        digest = new Digest(Convert.FromHexString(hex));
        return true;
    }

    /// <summary>The address of these bytes.</summary>
    /// <param name="bytes">The content.</param>
    /// <returns>The address.</returns>
    public static Digest Of(ReadOnlySpan<byte> bytes) => new(SHA256.HashData(bytes));

    /// <summary>The address of what remains of a stream.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The address.</returns>
    public static async Task<Digest> OfAsync(Stream stream, CancellationToken cancellationToken = default) =>
        new(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));

    /// <summary>The address of a file's content.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The address.</returns>
    public static Digest OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return new Digest(SHA256.HashData(stream));
    }

    /// <summary>The whole address; see <see cref="Value"/>.</summary>
    /// <returns>The whole address.</returns>
    public override string ToString() => Value;
}
