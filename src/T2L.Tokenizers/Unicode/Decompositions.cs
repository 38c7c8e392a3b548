using System.Globalization;

namespace T2L.Tokenizers.Unicode;

/// <summary>Unicode's decompositions, compositions and combining classes; the table is the resource <c>decompositions.txt</c>.</summary>
internal static class Decompositions
{
    // Hangul syllables are computed: L leading, V vowel, T trailing letters (The Unicode Standard, section 3.12).
    public const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    public const int Leads = 19, Vowels = 21, Trails = 28, Syllables = Leads * Vowels * Trails;

    private static readonly Dictionary<int, int[]> Canonical = [];
    private static readonly Dictionary<int, int[]> Compatible = [];
    private static readonly Dictionary<(int, int), int> Compositions = [];
    private static readonly Dictionary<int, byte> Classes = [];

#pragma warning disable CA1810 // Four tables are filled by one pass over the resource.
    static Decompositions()
    {
        using var stream = typeof(Decompositions).Assembly.GetManifestResourceStream("decompositions.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line is [not '#', ..])
                Add(line[0], line[2..].Split(' '));
    }
#pragma warning restore CA1810

    /// <summary>Every code point that has a decomposition or a combining class, or is the second part of a composition; Hangul left out.</summary>
    public static IEnumerable<int> Listed =>
        Canonical.Keys.Concat(Compatible.Keys).Concat(Classes.Keys).Concat(Compositions.Keys.Select(pair => pair.Item2)).Distinct();

    public static int CombiningClass(int point) => Classes.GetValueOrDefault(point);

    /// <summary>Whether some character composes with this one before it.</summary>
    public static bool IsSecond(int point) => Seconds.Value.Contains(point);

    /// <summary>Appends the full decomposition of a code point.</summary>
    public static void Decompose(int point, bool compatibility, List<int> result)
    {
        if (Canonical.TryGetValue(point, out var parts) || (compatibility && Compatible.TryGetValue(point, out parts)))
            foreach (int part in parts)
                Decompose(part, compatibility, result);
        else if (point - SyllableBase is >= 0 and < Syllables and var syllable)
        {
            result.Add(LeadBase + syllable / (Vowels * Trails));
            result.Add(VowelBase + syllable / Trails % Vowels);
            if (syllable % Trails != 0)
                result.Add(TrailBase + syllable % Trails);
        }
        else
            result.Add(point);
    }

    /// <summary>The one character for two, where there is one.</summary>
    public static int? Compose(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and var lead && second - VowelBase is >= 0 and < Vowels and var vowel)
            return SyllableBase + (lead * Vowels + vowel) * Trails;
        if (first - SyllableBase is >= 0 and < Syllables and var open && open % Trails == 0 && second - TrailBase is > 0 and < Trails and var trail)
            return SyllableBase + open + trail;
        return Compositions.TryGetValue((first, second), out int point) ? point : null;
    }

    private static readonly Lazy<HashSet<int>> Seconds = new(() =>
    [
        .. Compositions.Keys.Select(pair => pair.Item2),
        .. Enumerable.Range(VowelBase, Vowels),
        .. Enumerable.Range(TrailBase + 1, Trails - 1),
    ]);

    private static void Add(char kind, string[] fields)
    {
        int point = Hex(fields[0]);
        if (kind == 'c')
        {
            for (; point <= Hex(fields[1]); point++)
                Classes[point] = byte.Parse(fields[2], CultureInfo.InvariantCulture);
            return;
        }
        int[] parts = [.. fields.Skip(1).Select(Hex)];
        (kind == 'k' ? Compatible : Canonical)[point] = parts;
        if (kind == 'd')
            Compositions[(parts[0], parts[1])] = point;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
