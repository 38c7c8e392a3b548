using System.Globalization;
using System.Text;

namespace T2L.Tokenizers.Unicode;

/// <summary>What kind of character a code point is, as tokenizers ask it.</summary>
internal static class Letters
{
    public static bool IsWhiteSpace(Rune character) => Rune.IsWhiteSpace(character);

    /// <summary>Any mark: nonspacing, spacing or enclosing.</summary>
    public static bool IsMark(Rune character) => Rune.GetUnicodeCategory(character)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    public static bool IsNonSpacingMark(Rune character) => Rune.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;

    /// <summary>Decimal digits, letter numbers and others such as ½.</summary>
    public static bool IsNumber(Rune character) => Rune.IsNumber(character);

    /// <summary>Punctuation; of ASCII also the symbols, such as $ and ~.</summary>
    public static bool IsPunctuation(Rune character) =>
        character.IsAscii ? char.IsPunctuation((char)character.Value) || char.IsSymbol((char)character.Value) : Rune.IsPunctuation(character);

    /// <summary>A word character as regular expressions over Unicode define it (UTS 18, Annex C).</summary>
    public static bool IsWord(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.ConnectorPunctuation => true,
        // Joiners, and the circled and squared letters that are alphabetic though symbols by category.
        _ => character.Value is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
    };

    /// <summary>Lower case, character by character.</summary>
    public static string Lower(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // The one letter whose lower case is two characters.
            if (rune.Value == 0x130)
                result.Append("i\u0307");
            else
                result.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        return result.ToString();
    }

    /// <summary>The text without the characters that <paramref name="drop"/> names.</summary>
    public static string Without(string text, Func<Rune, bool> drop)
    {
        if (System.Text.Ascii.IsValid(text) && !text.EnumerateRunes().Any(drop))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (!drop(rune))
                result.Append(rune.ToString());
        return result.ToString();
    }
}
