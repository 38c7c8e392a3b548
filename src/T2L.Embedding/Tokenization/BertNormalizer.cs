using System.Globalization;
using System.Text;
using T2L.Embedding.Unicode;

namespace T2L.Embedding.Tokenization;

/// <summary>Prepares text as BERT does: control characters out, ideographs apart, accents off, lower case.</summary>
/// <param name="CleanText">Drop control characters and write every white space as a blank.</param>
/// <param name="SeparateIdeographs">Put blanks around CJK ideographs, so that each becomes a word.</param>
/// <param name="StripAccents">Decompose and drop nonspacing marks.</param>
/// <param name="Lowercase">Lower case, character by character.</param>
/// <remarks>
/// What the Hugging Face library's BertNormalizer does. Compared with its version 0.23.2 over all code points, together with the
/// words cut from the result: 618 give other ids, all of them punctuation, marks and format characters that newer versions of
/// Unicode than its own have added or moved to another category.
/// </remarks>
internal sealed record BertNormalizer(bool CleanText, bool SeparateIdeographs, bool StripAccents, bool Lowercase)
{
    public static BertNormalizer Uncased { get; } = new(true, true, true, true);

    public string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (CleanText && IsDropped(rune))
                continue;
            var character = CleanText && Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune;
            var apart = SeparateIdeographs && IsIdeograph(character.Value);
            if (apart)
                result.Append(' ');
            AppendLetter(result, character);
            if (apart)
                result.Append(' ');
        }

        return result.ToString();
    }

    private void AppendLetter(StringBuilder result, Rune character)
    {
        var start = result.Length;
        if (StripAccents)
            BaseLetters.Append(result, character);
        else
            result.Append(character.ToString());
        if (Lowercase)
            LowerFrom(result, start);
    }

    private static void LowerFrom(StringBuilder result, int start)
    {
        if (result.Length == start + 1 && result[start] < 0x80)
        {
            result[start] = char.ToLowerInvariant(result[start]);
            return;
        }

        var letters = result.ToString(start, result.Length - start);
        result.Length = start;
        foreach (var letter in letters.EnumerateRunes())
        {
            // The one letter whose lower case is two characters.
            if (letter.Value == 0x130)
                result.Append("i\u0307");
            else
                result.Append(Rune.ToLowerInvariant(letter).ToString());
        }
    }

    private static bool IsDropped(Rune character) => character.Value switch
    {
        '\t' or '\n' or '\r' => false,
        0 or 0xFFFD => true,
        _ => Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse,
    };

    // The ranges of the Hugging Face library; its gap from 2B820 to 2B91F is kept, because ids must agree.
    private static bool IsIdeograph(int code) => code is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
