using System.Buffers;
using System.Text;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Cutting texts apart, and replacing.</summary>
internal static class TextSplit
{
    // What ends a line for Python's splitlines; "\r\n" counts once.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    public static ListValue Split(string text, Arguments arguments, Run run)
    {
        var (separator, most) = Bind(arguments);
        return List(separator is null ? Words(text, most) : Parts(text, separator, most), run);
    }

    public static ListValue SplitFromRight(string text, Arguments arguments, Run run)
    {
        var (separator, most) = Bind(arguments);
        if (most < 0)
            return List(separator is null ? Words(text, most) : Parts(text, separator, most), run);
        if (separator is null)
            throw TemplateFault.Unsupported("'rsplit' at white space with a limit", "Name the separator.");
        var parts = new List<string>();
        int end = text.Length;
        for (int at; parts.Count < most && end >= separator.Length && (at = text[..end].LastIndexOf(separator, StringComparison.Ordinal)) >= 0; end = at)
            parts.Insert(0, text[(at + separator.Length)..end]);
        parts.Insert(0, text[..end]);
        return List(parts, run);
    }

    public static ListValue Lines(string text, Arguments arguments, Run run)
    {
        bool keep = arguments.Bind(0, "keepends")[0]?.IsTrue == true;
        return List(Lines(text, keep), run);
    }

    public static List<string> Lines(string text, bool keep = false)
    {
        var lines = new List<string>();
        for (int start = 0; start < text.Length;)
        {
            int end = text.AsSpan(start).IndexOfAny(LineEnds) is var at and >= 0 ? start + at : text.Length;
            int next = end >= text.Length ? end : end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
            lines.Add(text[start..(keep ? next : end)]);
            start = next;
        }
        return lines;
    }

    public static ListValue Partition(string text, Arguments arguments, Run run, bool last)
    {
        string separator = Separator(arguments.Bind(1, "sep")[0]!, arguments.Of);
        int at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        IEnumerable<string> parts = at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]] : last ? ["", "", text] : [text, "", ""];
        return List([.. parts], run, ListKind.Tuple);
    }

    /// <summary>The text with a part replaced, at most <paramref name="count"/> times; below 0 always.</summary>
    public static string Replaced(string text, string old, string with, int count, Run run)
    {
        if (count == 0 || old == with)
            return text;
        var pieces = old.Length == 0 ? Between(text, count) : Parts(text, old, count);
        run.Reserve(text.Length + ((long)with.Length * pieces.Count));
        return string.Join(with, pieces);
    }

    // An empty text is found before each character and at the end.
    private static List<string> Between(string text, int count)
    {
        var characters = PythonText.Characters(text);
        List<string> pieces = ["", .. characters, ""];
        if (count < 0 || count >= pieces.Count)
            return [.. pieces.Take(pieces.Count)];
        return [.. pieces.Take(count), string.Concat(pieces.Skip(count))];
    }

    private static (string? Separator, int Most) Bind(Arguments arguments)
    {
        var bound = arguments.Bind(0, "sep", "maxsplit");
        return (bound[0] is null or NoneValue ? null : Separator(bound[0]!, arguments.Of),
            bound[1] is { } most ? Numbers.Small(most, "the limit of 'split'") : -1);
    }

    private static string Separator(Value value, string of) => TextSearch.Text(value, of) is { Length: > 0 } separator
        ? separator
        : throw TemplateFault.Operation($"{of} has an empty separator.");

    private static List<string> Parts(string text, string separator, int most)
    {
        var parts = new List<string>();
        int start = 0;
        for (int at; most < 0 || parts.Count < most; start = at + separator.Length)
        {
            at = text.IndexOf(separator, start, StringComparison.Ordinal);
            if (at < 0)
                break;
            parts.Add(text[start..at]);
        }
        parts.Add(text[start..]);
        return parts;
    }

    private static List<string> Words(string text, int most)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (!PythonText.IsSpace(text[i]))
            {
                if (word.Length == 0 && words.Count == most)
                {
                    words.Add(text[i..]);
                    return words;
                }
                word.Append(text[i]);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    private static ListValue List(List<string> parts, Run run, ListKind kind = ListKind.List) =>
        new([.. parts.Select(run.Text)], run, kind);
}
