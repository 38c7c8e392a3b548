using System.Text;
using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Cuts text into words as BERT does: at white space, and around every punctuation mark.</summary>
internal sealed class BertPreTokenizer : IPreTokenizer
{
    public static BertPreTokenizer Instance { get; } = new();

    public void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words)
    {
        int start = 0;
        for (int at = 0, length; at < text.Length; at += length)
        {
            Rune.DecodeFromUtf16(text[at..], out var character, out length);
            bool space = Letters.IsWhiteSpace(character);
            if (!space && !Letters.IsPunctuation(character))
                continue;
            if (start < at)
                words.Add(text[start..at], atStart && start == 0);
            if (!space)
                words.Add(text.Slice(at, length), atStart && at == 0);
            start = at + length;
        }
        if (start < text.Length)
            words.Add(text[start..], atStart && start == 0);
    }
}
