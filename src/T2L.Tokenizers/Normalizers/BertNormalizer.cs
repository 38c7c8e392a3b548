using System.Globalization;
using System.Text;
using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.Normalizers;

/// <summary>Prepares text as BERT does: control characters out, ideographs apart, accents off, lower case.</summary>
/// <param name="CleanText">Drop control characters and write every white space as a blank.</param>
/// <param name="SeparateIdeographs">Put blanks around CJK ideographs, so that each becomes a word.</param>
/// <param name="StripAccents">Decompose and drop nonspacing marks.</param>
/// <param name="Lowercase">Lower case, character by character.</param>
internal sealed record BertNormalizer(bool CleanText, bool SeparateIdeographs, bool StripAccents, bool Lowercase) : ITextNormalizer
{
    public static BertNormalizer Uncased { get; } = new(true, true, true, true);

    public string Normalize(string text)
    {
        if (CleanText || SeparateIdeographs)
            text = Clean(text);
        if (StripAccents)
            text = Letters.Without(UnicodeForm.Nfd.Apply(text), Letters.IsNonSpacingMark);
        return Lowercase ? Letters.Lower(text) : text;
    }

    private string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (CleanText && IsDropped(rune))
                continue;
            if (SeparateIdeographs && IsIdeograph(rune.Value))
                result.Append(' ').Append(rune.ToString()).Append(' ');
            else if (CleanText && Rune.IsWhiteSpace(rune))
                result.Append(' ');
            else if (rune.IsBmp)
                result.Append((char)rune.Value);
            else
                result.Append(rune.ToString());
        }
        return result.ToString();
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
