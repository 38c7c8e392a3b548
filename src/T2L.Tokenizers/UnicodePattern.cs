using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace T2L.Tokenizers;

/// <summary>A regular expression over code points, as the tokenizers of other languages mean it.</summary>
/// <remarks>
/// .NET matches UTF-16 units, so <c>\p{L}</c> misses every letter beyond U+FFFF. Before matching, each such code point is therefore
/// replaced by one stand-in character of the same Unicode category; the found positions are mapped back.
/// </remarks>
internal sealed class UnicodePattern(string pattern)
{
    private static readonly char[] StandIns = FindStandIns();

    // A pattern comes with the model's file; a hostile one shall not hang the process.
    private readonly Regex _regex = new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20));

    /// <summary>The non-empty matches, in order, as (start, length) in UTF-16 units of <paramref name="text"/>.</summary>
    public List<(int Start, int Length)> Find(string text)
    {
        var found = new List<(int, int)>();
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            foreach (var match in _regex.EnumerateMatches(text))
                if (match.Length > 0)
                    found.Add((match.Index, match.Length));
            return found;
        }

        var (folded, offsets) = Fold(text);
        foreach (var match in _regex.EnumerateMatches(folded))
            if (match.Length > 0)
                found.Add((offsets[match.Index], offsets[match.Index + match.Length] - offsets[match.Index]));
        return found;
    }

    private static (string Folded, List<int> Offsets) Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        int position = 0;
        while (position < text.Length)
        {
            offsets.Add(position);
            Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out int length);
            folded.Append(rune.IsBmp ? (char)rune.Value : StandIns[(int)Rune.GetUnicodeCategory(rune)]);
            position += length;
        }
        offsets.Add(text.Length);
        return (folded.ToString(), offsets);
    }

    private static char[] FindStandIns()
    {
        var standIns = new char[(int)UnicodeCategory.OtherNotAssigned + 1];
        // From the top down, so that a rarely used character wins over one that a pattern may name.
        for (int value = 0; value <= char.MaxValue; value++)
            if (!char.IsSurrogate((char)value))
                standIns[(int)CharUnicodeInfo.GetUnicodeCategory((char)value)] = (char)value;
        return standIns;
    }
}
