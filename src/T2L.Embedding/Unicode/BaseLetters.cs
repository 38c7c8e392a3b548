using System.Globalization;
using System.Text;

namespace T2L.Embedding.Unicode;

/// <summary>Takes accents off: canonical decomposition without the nonspacing marks it leaves behind.</summary>
/// <remarks>
/// The data are in base-letters.txt, because <c>string.Normalize</c> does nothing in invariant globalization mode.
/// The canonical order of the marks is not restored: it matters only for marks that are dropped here.
/// </remarks>
internal static class BaseLetters
{
    private const int FirstHangul = 0xAC00, LastHangul = 0xD7A3;
    private const int VowelsTimesFinals = 588, Finals = 28;
    private static readonly Lazy<Dictionary<int, string>> Table = new(Read);

    /// <summary>Appends what remains of one character without its accents; nothing for an accent itself.</summary>
    public static void Append(StringBuilder target, Rune character)
    {
        if (character.IsAscii)
            target.Append((char)character.Value);
        else if (character.Value is >= FirstHangul and <= LastHangul)
            AppendJamo(target, character.Value - FirstHangul);
        else if (Table.Value.TryGetValue(character.Value, out var letters))
            target.Append(letters);
        else if (Rune.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            target.Append(character.ToString());
    }

    // A syllable is leading consonant, vowel and perhaps a final consonant: Unicode Standard, section 3.12.
    private static void AppendJamo(StringBuilder target, int syllable)
    {
        target.Append((char)(0x1100 + syllable / VowelsTimesFinals));
        target.Append((char)(0x1161 + syllable % VowelsTimesFinals / Finals));
        if (syllable % Finals != 0)
            target.Append((char)(0x11A7 + syllable % Finals));
    }

    private static Dictionary<int, string> Read()
    {
        using var stream = typeof(BaseLetters).Assembly.GetManifestResourceStream("base-letters.txt")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var fields = line.Split(' ');
            var letters = string.Concat(fields[0].Split('+').Select(h => char.ConvertFromUtf32(Code(h))));
            foreach (var character in fields.AsSpan(1))
                table.Add(Code(character), letters);
        }

        return table;
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
