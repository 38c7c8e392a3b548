using System.Globalization;
using System.Text;

namespace T2L.Embedding.Tokenization;

/// <summary>Cuts normalised text into words as BERT does: at white space, and around every punctuation mark.</summary>
internal static class BertPreTokenizer
{
    /// <summary>The words, in order, as positions in <paramref name="text"/>; normalised text has no lone surrogates.</summary>
    public static IEnumerable<Range> Words(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            var character = Rune.GetRuneAt(text, i);
            var length = character.Utf16SequenceLength;
            var space = Rune.IsWhiteSpace(character);
            if (space || IsPunctuation(character))
            {
                if (start < i)
                    yield return start..i;
                if (!space)
                    yield return i..(i + length);
                start = i + length;
            }

            i += length;
        }

        if (start < text.Length)
            yield return start..;
    }

    // ASCII symbols such as $ and ~ count too, although Unicode calls them symbols.
    private static bool IsPunctuation(Rune character) =>
        character.IsAscii
            ? char.IsPunctuation((char)character.Value) || char.IsSymbol((char)character.Value)
            : Rune.GetUnicodeCategory(character) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;
}
