using System.Globalization;
using System.Text;

namespace T2L.Registry.Metadata;

/// <summary>Short texts that people compare by eye: tags and owners.</summary>
internal static class PlainText
{
    /// <summary>What is wrong with one: letters of one writing system, digits, and <paramref name="marks"/> between them.</summary>
    /// <returns>A sentence; null when it is fine.</returns>
    public static string? Fault(string what, string? text, int most, string marks)
    {
        if (string.IsNullOrEmpty(text))
            return $"{what} is empty; expected 1 to {most} characters.";
        if (text.Length > most)
            return $"{what} has {text.Length} characters; at most {most} are allowed.";
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsDigit(rune) ? !IsLetter(rune) && !(rune.IsAscii && marks.Contains((char)rune.Value, StringComparison.Ordinal)) : !rune.IsAscii)
                return string.Create(CultureInfo.InvariantCulture, $"{what} '{Shown(text)}' holds U+{rune.Value:X4}; expected letters, digits 0-9 and {string.Join(' ', marks.Where(mark => mark != ' '))}{(marks.Contains(' ', StringComparison.Ordinal) ? " or a space" : "")} between them.");
        }
        if (text[0] == ' ' || text[^1] == ' ')
            return $"{what} '{text}' begins or ends with a space; leave it out.";
        return Script.AllOf(text) is { Count: > 1 } scripts
            ? $"{what} '{text}' mixes {string.Join(" and ", scripts)} letters, which may look like another word; expected letters of one writing system."
            : null;
    }

    // Marks of letters are letters here; those that go on Latin letters come with the letter as one.
    private static bool IsLetter(Rune rune) => Script.Of(rune) is not null && (Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber);

    // Half a character, or one that breaks a line, is not shown.
    private static string Shown(string text) => string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
}
