using System.Text;

namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Characters of one kind; each is a match of its own.</summary>
internal sealed class CharacterPattern(Func<Rune, bool> matches) : ITextPattern
{
    public List<(int Start, int Length)> Find(ReadOnlySpan<char> text)
    {
        var found = new List<(int, int)>();
        for (int at = 0, length; at < text.Length; at += length)
        {
            Rune.DecodeFromUtf16(text[at..], out var character, out length);
            if (matches(character))
                found.Add((at, length));
        }
        return found;
    }
}
