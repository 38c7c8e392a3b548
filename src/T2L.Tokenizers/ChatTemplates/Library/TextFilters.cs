using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Filters that look at their value as a text.</summary>
internal static class TextFilters
{
    public static readonly Dictionary<string, Func<Value, Arguments, Run, Value>> All = new(StringComparer.Ordinal)
    {
        ["upper"] = Simple(PythonText.Upper),
        ["lower"] = Simple(PythonText.Lower),
        ["capitalize"] = Simple(PythonText.Capitalized),
        ["title"] = Simple(TextCases.TitleWords),
        ["string"] = Simple(text => text),
        ["safe"] = Simple(text => text),
        ["trim"] = Trim,
        ["replace"] = Replace,
        ["indent"] = Indent,
        ["tojson"] = JsonWriter.Apply,
        ["format"] = Format,
    };

    private static Func<Value, Arguments, Run, Value> Simple(Func<string, string> change) => (value, arguments, run) =>
    {
        arguments.Bind(0);
        return run.Text(change(PythonText.Of(value, run)));
    };

    private static TextValue Trim(Value value, Arguments arguments, Run run)
    {
        string? characters = arguments.Bind(0, "chars")[0] is { } given and not NoneValue ? TextSearch.Text(given, arguments.Of) : null;
        return run.Text(TextTrim.Both(PythonText.Of(value, run), characters));
    }

    private static TextValue Replace(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(2, "old", "new", "count");
        int count = bound[2] is { } given and not NoneValue ? Numbers.Small(given, "the count of 'replace'") : -1;
        return run.Text(TextSplit.Replaced(
            PythonText.Of(value, run), PythonText.Of(bound[0]!, run), PythonText.Of(bound[1]!, run), count, run));
    }

    private static TextValue Indent(Value value, Arguments arguments, Run run)
    {
        const int MaxWidth = 1000;
        var bound = arguments.Bind(0, "width", "first", "blank");
        string indent = bound[0] switch
        {
            null => "    ",
            TextValue given => given.Text,
            var width => new string(' ', Math.Clamp(Numbers.Small(width, "the width of 'indent'"), 0, MaxWidth)),
        };
        bool first = bound[1]?.IsTrue == true, blank = bound[2]?.IsTrue == true;
        // Jinja adds a line end before it cuts, so a text that ends with one keeps an empty last line.
        var lines = TextSplit.Lines(TextSearch.Text(value, arguments.Of) + "\n");
        run.Reserve(lines.Sum(line => line.Length + (long)indent.Length + 1));
        return new TextValue(string.Join('\n', lines.Select((line, i) =>
            (i == 0 ? first : blank || line.Length > 0) ? indent + line : line)));
    }

    private static TextValue Format(Value value, Arguments arguments, Run run)
    {
        if (arguments.Named.Count > 0)
            throw TemplateFault.Unsupported("'format' with names", "Give the values in order.");
        return run.Text(PercentFormat.Apply(PythonText.Of(value, run), new ListValue(arguments.Positional, run, ListKind.Tuple), run));
    }
}
