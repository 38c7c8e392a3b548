using System.Globalization;
using System.Text;

namespace T2L.Tokenizers.PreTokenizers;

/// <summary>What the split expressions of byte-level tokenizers tell apart.</summary>
internal enum CharacterKind : byte
{
    Other,
    Letter,
    Number,
    Space,
}

/// <summary>One of the well-known split expressions, written by hand: it gives the words that the expression matches. They cover the whole text.</summary>
internal abstract class WordScanner : IPreTokenizer
{
    private static readonly CharacterKind[] Ascii = [.. Enumerable.Range(0, 128).Select(value => Slow(new Rune(value)))];

    /// <summary>The scanner of an expression; null where it is none of the known ones.</summary>
    public static WordScanner? Of(string expression) => expression switch
    {
        Gpt2Scanner.Expression => new Gpt2Scanner(),
        Llama3Scanner.Expression => new Llama3Scanner(digits: 3),
        Llama3Scanner.SingleDigits => new Llama3Scanner(digits: 1),
        _ => null,
    };

    public void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = End(text, start);
            words.Add(text[start..end], atStart && start == 0);
            start = end;
        }
    }

    /// <summary>Where the word ends that begins at <paramref name="start"/>.</summary>
    protected abstract int End(ReadOnlySpan<char> text, int start);

    protected static CharacterKind Kind(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        char first = text[at];
        if (first < 0x80)
            return Ascii[first];
        Rune.DecodeFromUtf16(text[at..], out var character, out length);
        return Slow(character);
    }

    /// <summary>Where the run of one kind ends.</summary>
    protected static int RunEnd(ReadOnlySpan<char> text, int at, CharacterKind kind)
    {
        var ascii = Ascii;
        while (at < text.Length)
        {
            char next = text[at];
            if (next < 0x80)
            {
                if (ascii[next] != kind)
                    break;
                at++;
                continue;
            }
            if (Kind(text, at, out int length) != kind)
                break;
            at += length;
        }
        return at;
    }

    /// <summary>Where <c>\s+(?!\S)|\s+</c> ends: before the last space where a word follows, so that it can begin with it.</summary>
    protected static int SpacesEnd(ReadOnlySpan<char> text, int start, int end) =>
        end == text.Length || end - start == 1 ? end : end - 1; // white space is all below U+10000

    private static CharacterKind Slow(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        <= UnicodeCategory.OtherLetter => CharacterKind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterKind.Number,
        _ => Rune.IsWhiteSpace(character) ? CharacterKind.Space : CharacterKind.Other,
    };
}
