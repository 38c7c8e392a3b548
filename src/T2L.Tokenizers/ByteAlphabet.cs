using System.Text;

namespace T2L.Tokenizers;

/// <summary>The 256 printable characters by which byte-level vocabularies write bytes (GPT-2, 2019).</summary>
/// <remarks>
/// Bytes that are printable in Latin-1 (33-126, 161-172, 174-255) stand for themselves; the other 68, in order, are U+0100 upwards:
/// a space is <c>Ġ</c>, a line feed <c>Ċ</c>.
/// </remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = MakeCharacters();
    private static readonly Dictionary<char, byte> Bytes = Characters.Select((c, b) => (c, b)).ToDictionary(x => x.c, x => (byte)x.b);

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

    /// <summary>Appends the bytes that a token stands for; a token with a foreign character stands for its own UTF-8 bytes.</summary>
    public static void Decode(string token, List<byte> bytes)
    {
        int start = bytes.Count;
        foreach (char character in token)
        {
            if (Bytes.TryGetValue(character, out byte value))
            {
                bytes.Add(value);
                continue;
            }
            bytes.RemoveRange(start, bytes.Count - start);
            bytes.AddRange(Encoding.UTF8.GetBytes(token));
            return;
        }
    }

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
            characters[value] = value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? (char)value : (char)next++;
        return characters;
    }
}
