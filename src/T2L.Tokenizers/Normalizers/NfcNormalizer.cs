using System.Text;

namespace T2L.Tokenizers.Normalizers;

/// <summary>Unicode normalization form C: letters and their marks joined where one character exists for both.</summary>
/// <remarks>
/// Unicode Standard Annex 15. The runtime's own normalization needs ICU, which invariant globalization does without (there it returns
/// text unchanged).
/// </remarks>
internal sealed class NfcNormalizer : ITextNormalizer
{
    // Below the first combining mark every text is in form C already.
    private const char FirstMark = '\u0300';

    public string Normalize(string text) =>
        text.AsSpan().ContainsAnyInRange(FirstMark, char.MaxValue) ? Compose(Decompose(text)) : text;

    private static List<int> Decompose(string text)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            CanonicalForms.Decompose(rune.Value, points);
        Reorder(points);
        return points;
    }

    /// <summary>Sorts each run of marks by combining class; equal classes keep their order.</summary>
    private static void Reorder(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int mark = points[i], markClass = CanonicalForms.CombiningClass(mark), at = i;
            if (markClass == 0)
                continue;
            while (at > 0 && CanonicalForms.CombiningClass(points[at - 1]) > markClass)
            {
                points[at] = points[at - 1];
                at--;
            }
            points[at] = mark;
        }
    }

    private static string Compose(List<int> points)
    {
        var composed = new List<int>(points.Count);
        int starter = -1, lastClass = 0;
        foreach (int point in points)
        {
            int markClass = CanonicalForms.CombiningClass(point);
            // A mark reaches its starter unless one of the same or a higher class stands between them.
            bool reaches = starter >= 0 && (composed.Count - 1 == starter || (lastClass != 0 && lastClass < markClass));
            if (reaches && CanonicalForms.Compose(composed[starter], point) is { } joined)
            {
                composed[starter] = joined;
                continue;
            }
            if (markClass == 0)
                starter = composed.Count;
            lastClass = markClass;
            composed.Add(point);
        }

        var result = new StringBuilder(composed.Count);
        foreach (int point in composed)
            result.Append(new Rune(point));
        return result.ToString();
    }
}
