using System.Text;

namespace T2L.Registry.Metadata;

/// <summary>Which writing system letters belong to. Letters of several in one word may look like another word: Cyrillic а, Latin a.</summary>
internal static class Script
{
    // The writing systems in daily use; letters of no other are taken. The four of East Asia are written together and look like no Latin letter, so they count as one.
    private static readonly (int First, int Last, string Name)[] Ranges =
    [
        (0x41, 0x5A, "Latin"), (0x61, 0x7A, "Latin"), (0xC0, 0x24F, "Latin"), (0x1E00, 0x1EFF, "Latin"),
        (0x370, 0x3FF, "Greek"), (0x1F00, 0x1FFF, "Greek"), (0x400, 0x52F, "Cyrillic"), (0x531, 0x58A, "Armenian"), (0x10A0, 0x10FF, "Georgian"), (0x1C90, 0x1CBF, "Georgian"),
        (0x591, 0x5F4, "Hebrew"), (0x610, 0x65F, "Arabic"), (0x66E, 0x6EF, "Arabic"), (0x6FA, 0x77F, "Arabic"),
        (0x900, 0x97F, "Devanagari"), (0x980, 0x9FF, "Bengali"), (0xA00, 0xA7F, "Gurmukhi"), (0xA80, 0xAFF, "Gujarati"), (0xB80, 0xBFF, "Tamil"), (0xC00, 0xC7F, "Telugu"),
        (0xC80, 0xCFF, "Kannada"), (0xD00, 0xD7F, "Malayalam"), (0xD80, 0xDFF, "Sinhala"), (0xE00, 0xE7F, "Thai"), (0xE80, 0xEFF, "Lao"), (0x1000, 0x109F, "Burmese"),
        (0x1200, 0x137F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"),
        (0x3005, 0x3007, East), (0x3041, 0x30FF, East), (0x3105, 0x312F, East), (0x3400, 0x4DBF, East), (0x4E00, 0x9FFF, East), (0xAC00, 0xD7A3, East),
    ];

    private const string East = "East Asian";

    /// <summary>The writing system of a letter, or of a mark that belongs to its letters; null where it is of none that is taken.</summary>
    public static string? Of(Rune rune) => Array.Find(Ranges, range => rune.Value >= range.First && rune.Value <= range.Last).Name;

    /// <summary>The writing systems of a text's letters, in the order they come.</summary>
    public static IReadOnlyList<string> AllOf(string text) => [.. text.EnumerateRunes().Select(Of).OfType<string>().Distinct()];
}
