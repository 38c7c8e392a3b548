using System.Text;

namespace T2L.Tokenizers.Bpe;

/// <summary>The 256 printable characters by which byte-level vocabularies write bytes (GPT-2, 2019).</summary>
/// <remarks>
/// Bytes that are printable in Latin-1 (33-126, 161-172, 174-255) stand for themselves; the other 68, in order, are U+0100 upwards:
/// a space is <c>Ġ</c>, a line feed <c>Ċ</c>.
/// </remarks>
internal static class ByteAlphabet
{
    private const int Foreign = -1;
    private static readonly char[] Characters = MakeCharacters();
    private static readonly short[] Bytes = MakeBytes();

    public static char Character(byte value) => Characters[value];

    /// <summary>The UTF-8 bytes of a text, one character a byte.</summary>
    public static string Encode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(count, bytes, static (characters, bytes) =>
        {
            for (int i = 0; i < characters.Length; i++)
                characters[i] = Characters[bytes[i]];
        });
    }

    /// <summary>The bytes that a token stands for.</summary>
    /// <returns>How many; -1 where the token has a foreign character.</returns>
    public static int Decode(ReadOnlySpan<byte> token, Span<byte> bytes)
    {
        int count = 0;
        while (!token.IsEmpty)
        {
            Rune.DecodeFromUtf8(token, out var character, out int length);
            if (character.Value >= Bytes.Length || Bytes[character.Value] == Foreign)
                return Foreign;
            bytes[count++] = (byte)Bytes[character.Value];
            token = token[length..];
        }
        return count;
    }

    /// <summary>The bytes that a token stands for; a token with a foreign character stands for its own UTF-8 bytes.</summary>
    public static byte[] Decode(string token)
    {
        var utf8 = Encoding.UTF8.GetBytes(token);
        var bytes = new byte[utf8.Length];
        int count = Decode(utf8, bytes);
        return count == Foreign ? utf8 : bytes[..count];
    }

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
            characters[value] = value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? (char)value : (char)next++;
        return characters;
    }

    private static short[] MakeBytes()
    {
        var bytes = new short[Characters.Max() + 1];
        Array.Fill(bytes, (short)Foreign);
        for (int value = 0; value < 256; value++)
            bytes[Characters[value]] = (short)value;
        return bytes;
    }
}
