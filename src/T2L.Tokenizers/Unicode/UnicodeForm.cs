using System.Collections;
using System.Text;

namespace T2L.Tokenizers.Unicode;

/// <summary>One of Unicode's four normalization forms (Unicode Standard Annex 15).</summary>
/// <remarks>
/// The runtime's own normalization needs ICU, which invariant globalization does without (there it returns text unchanged). A
/// character is settled when the form leaves it alone and nothing before it can join with it: only the stretches between settled
/// characters are worked on, so ordinary text of any script costs one look at each character.
/// </remarks>
internal sealed class UnicodeForm
{
    private static readonly Lazy<UnicodeForm> C = new(() => new(false, true)), D = new(() => new(false, false));
    private static readonly Lazy<UnicodeForm> CompatibleC = new(() => new(true, true)), CompatibleD = new(() => new(true, false));

    private readonly bool _compatibility;
    private readonly bool _compose;
    private readonly BitArray _unsettled = new(char.MaxValue + 1);
    private readonly HashSet<int> _unsettledBeyond = [];

    private UnicodeForm(bool compatibility, bool compose)
    {
        _compatibility = compatibility;
        _compose = compose;
        int hangul = Decompositions.SyllableBase + Decompositions.Syllables;
        foreach (int point in Decompositions.Listed.Concat(Enumerable.Range(Decompositions.LeadBase, 256)).Where(Changes))
            Mark(point);
        for (int point = Decompositions.SyllableBase; point < hangul && !compose; point++)
            Mark(point);
    }

    public static UnicodeForm Nfc => C.Value;

    public static UnicodeForm Nfd => D.Value;

    public static UnicodeForm Nfkc => CompatibleC.Value;

    public static UnicodeForm Nfkd => CompatibleD.Value;

    /// <summary>The text in this form; the same string where it is already.</summary>
    public string Apply(string text)
    {
        int unsettled = NextUnsettled(text, 0);
        if (unsettled == text.Length)
            return text;
        var result = new StringBuilder(text.Length + 16);
        int done = 0;
        while (unsettled < text.Length)
        {
            int start = Math.Max(done, Before(text, unsettled)), end = NextSettled(text, unsettled);
            result.Append(text, done, start - done);
            AppendStretch(text.AsSpan(start, end - start), result);
            done = end;
            unsettled = NextUnsettled(text, end);
        }
        return result.Append(text, done, text.Length - done).ToString();
    }

    private bool Changes(int point)
    {
        if (Decompositions.CombiningClass(point) != 0 || (_compose && Decompositions.IsSecond(point)))
            return true;
        var result = new StringBuilder();
        AppendStretch(char.ConvertFromUtf32(point), result);
        return result.ToString() != char.ConvertFromUtf32(point);
    }

    private void Mark(int point)
    {
        if (point <= char.MaxValue)
            _unsettled[point] = true;
        else
            _unsettledBeyond.Add(point);
    }

    private bool IsUnsettled(string text, int at, out int length)
    {
        length = 1;
        char unit = text[at];
        if (!char.IsHighSurrogate(unit) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            return _unsettled[unit];
        length = 2;
        return _unsettledBeyond.Contains(char.ConvertToUtf32(unit, text[at + 1]));
    }

    private int NextUnsettled(string text, int at)
    {
        while (at < text.Length && (text[at] < 0x80 || !IsUnsettled(text, at, out _)))
            at++;
        return at;
    }

    private int NextSettled(string text, int at)
    {
        while (at < text.Length && IsUnsettled(text, at, out int length))
            at += length;
        return at;
    }

    private static int Before(string text, int at) =>
        at >= 2 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? at - 2 : Math.Max(at - 1, 0);

    private void AppendStretch(ReadOnlySpan<char> text, StringBuilder result)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompositions.Decompose(rune.Value, _compatibility, points);
        Reorder(points);
        foreach (int point in _compose ? Composed(points) : points)
            result.Append(new Rune(point).ToString());
    }

    /// <summary>Sorts each run of marks by combining class; equal classes keep their order.</summary>
    private static void Reorder(List<int> points)
    {
        int start = 0;
        while (start < points.Count)
        {
            int end = start;
            while (end < points.Count && Decompositions.CombiningClass(points[end]) != 0)
                end++;
            if (end - start > 1)
            {
                // A stable sort; a run may be as long as the text.
                int[] sorted = [.. points.GetRange(start, end - start).OrderBy(Decompositions.CombiningClass)];
                for (int i = 0; i < sorted.Length; i++)
                    points[start + i] = sorted[i];
            }
            start = end + 1;
        }
    }

    private static List<int> Composed(List<int> points)
    {
        var composed = new List<int>(points.Count);
        int starter = -1, lastClass = 0;
        foreach (int point in points)
        {
            int markClass = Decompositions.CombiningClass(point);
            // A mark reaches its starter unless one of the same or a higher class stands between them.
            bool reaches = starter >= 0 && (composed.Count - 1 == starter || (lastClass != 0 && lastClass < markClass));
            if (reaches && Decompositions.Compose(composed[starter], point) is { } joined)
            {
                composed[starter] = joined;
                continue;
            }
            if (markClass == 0)
                starter = composed.Count;
            lastClass = markClass;
            composed.Add(point);
        }
        return composed;
    }
}
