using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Methods of texts.</summary>
internal static class TextMethods
{
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "center", "encode", "expandtabs", "format", "format_map", "isidentifier", "maketrans", "translate",
    };

    private static readonly Dictionary<string, Func<string, Arguments, Run, Value>> Methods = new(StringComparer.Ordinal)
    {
        ["strip"] = Trim(TextTrim.Both),
        ["lstrip"] = Trim(TextTrim.Left),
        ["rstrip"] = Trim(TextTrim.Right),
        ["upper"] = Simple(PythonText.Upper),
        ["lower"] = Simple(PythonText.Lower),
        ["casefold"] = Simple(text => PythonText.Lower(text).Replace("ß", "ss", StringComparison.Ordinal)),
        ["capitalize"] = Simple(PythonText.Capitalized),
        ["title"] = Simple(TextCases.Title),
        ["swapcase"] = Simple(TextCases.Swapped),
        ["isspace"] = Question((text, at) => PythonText.IsSpace(text[at])),
        ["isalpha"] = Question(char.IsLetter),
        ["isdigit"] = Question((text, at) => char.IsDigit(text, at) || text[at] is '²' or '³' or '¹' or (>= '⁰' and <= '₉')),
        ["isdecimal"] = Question(char.IsDigit),
        ["isnumeric"] = Question(char.IsNumber),
        ["isalnum"] = Question((text, at) => char.IsLetter(text, at) || char.IsNumber(text, at)),
        ["isupper"] = (text, arguments, _) => Cased(text, arguments, PythonText.Upper),
        ["islower"] = (text, arguments, _) => Cased(text, arguments, PythonText.Lower),
        ["isascii"] = (text, arguments, _) => BooleanValue.Of(arguments.Bind(0).Length == 0 && text.All(char.IsAscii)),
        ["startswith"] = (text, arguments, run) => BooleanValue.Of(TextSearch.Affix(text, arguments, run, (part, affix) => part.StartsWith(affix, StringComparison.Ordinal))),
        ["endswith"] = (text, arguments, run) => BooleanValue.Of(TextSearch.Affix(text, arguments, run, (part, affix) => part.EndsWith(affix, StringComparison.Ordinal))),
        ["find"] = (text, arguments, _) => TextSearch.Find(text, arguments, last: false),
        ["rfind"] = (text, arguments, _) => TextSearch.Find(text, arguments, last: true),
        ["index"] = (text, arguments, _) => TextSearch.Index(text, arguments, last: false),
        ["rindex"] = (text, arguments, _) => TextSearch.Index(text, arguments, last: true),
        ["count"] = (text, arguments, _) => TextSearch.Count(text, arguments),
        ["removeprefix"] = (text, arguments, run) => Removed(text, arguments, run, text.StartsWith, (size, part) => part[size..]),
        ["removesuffix"] = (text, arguments, run) => Removed(text, arguments, run, text.EndsWith, (size, part) => part[..^size]),
        ["replace"] = Replace,
        ["split"] = (text, arguments, run) => TextSplit.Split(text, arguments, run),
        ["rsplit"] = (text, arguments, run) => TextSplit.SplitFromRight(text, arguments, run),
        ["splitlines"] = (text, arguments, run) => TextSplit.Lines(text, arguments, run),
        ["partition"] = (text, arguments, run) => TextSplit.Partition(text, arguments, run, last: false),
        ["rpartition"] = (text, arguments, run) => TextSplit.Partition(text, arguments, run, last: true),
        ["join"] = Join,
        ["ljust"] = (text, arguments, run) => Padded(text, arguments, run, (part, fill) => part + fill),
        ["rjust"] = (text, arguments, run) => Padded(text, arguments, run, (part, fill) => fill + part),
        ["zfill"] = ZeroFilled,
    };

    /// <summary>The method of that name, bound to a text; null where texts have none.</summary>
    public static Value? Find(string text, string name)
    {
        if (LeftOut.Contains(name))
            throw TemplateFault.Unsupported($"the text method '{name}'", "Use '~', filters or the other methods listed in docs/chat-templates.md.");
        return Methods.TryGetValue(name, out var method)
            ? new FunctionValue((arguments, run) =>
            {
                run.Step(1 + (text.Length / 16));
                return method(text, arguments with { Of = name }, run);
            })
            : null;
    }

    private static Func<string, Arguments, Run, Value> Simple(Func<string, string> change) => (text, arguments, run) =>
    {
        arguments.Bind(0);
        return run.Text(change(text));
    };

    private static Func<string, Arguments, Run, Value> Trim(Func<string, string?, string> trim) => (text, arguments, run) =>
        run.Text(trim(text, arguments.Bind(0, "chars")[0] switch
        {
            null or NoneValue => null,
            TextValue characters => characters.Text,
            var other => throw TemplateFault.Operation($"{arguments.Of} takes a text of characters, not a value of type {other.TypeName}."),
        }));

    // Holds for a text with at least one character when it holds for each.
    private static Func<string, Arguments, Run, Value> Question(Func<string, int, bool> holds) => (text, arguments, _) =>
    {
        arguments.Bind(0);
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            if (!holds(text, i))
                return BooleanValue.False;
        return BooleanValue.Of(text.Length > 0);
    };

    private static BooleanValue Cased(string text, Arguments arguments, Func<string, string> change)
    {
        arguments.Bind(0);
        return BooleanValue.Of(change(text) == text && PythonText.Upper(text) != PythonText.Lower(text));
    }

    private static TextValue Removed(
        string text, Arguments arguments, Run run, Func<string, StringComparison, bool> has, Func<int, string, string> without)
    {
        string affix = TextSearch.Text(arguments.Bind(1, "affix")[0]!, arguments.Of);
        return run.Text(affix.Length > 0 && has(affix, StringComparison.Ordinal) ? without(affix.Length, text) : text);
    }

    private static TextValue Replace(string text, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(2, "old", "new", "count");
        return run.Text(TextSplit.Replaced(
            text,
            TextSearch.Text(bound[0]!, arguments.Of),
            TextSearch.Text(bound[1]!, arguments.Of),
            bound[2] is { } count ? Numbers.Small(count, "the count of 'replace'") : -1,
            run));
    }

    private static TextValue Join(string text, Arguments arguments, Run run)
    {
        var sink = new TextSink(run);
        var items = Sequences.Items(arguments.Bind(1, "items")[0]!, run);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                sink.Write(text);
            sink.Write(TextSearch.Text(items[i], arguments.Of));
        }
        return new TextValue(sink.ToString());
    }

    private static TextValue Padded(string text, Arguments arguments, Run run, Func<string, string, string> put)
    {
        var bound = arguments.Bind(1, "width", "fill");
        int missing = Numbers.Small(bound[0]!, "the width") - PythonText.Length(text);
        string fill = bound[1] is { } given ? TextSearch.Text(given, arguments.Of) : " ";
        if (PythonText.Length(fill) != 1)
            throw TemplateFault.Operation($"{arguments.Of} fills with one character, not with {PythonText.Length(fill)}.");
        if (missing <= 0)
            return new TextValue(text);
        run.Reserve(text.Length + ((long)missing * fill.Length));
        return new TextValue(put(text, string.Concat(Enumerable.Repeat(fill, missing))));
    }

    private static TextValue ZeroFilled(string text, Arguments arguments, Run run)
    {
        int missing = Numbers.Small(arguments.Bind(1, "width")[0]!, "the width") - PythonText.Length(text);
        if (missing <= 0)
            return new TextValue(text);
        run.Reserve(text.Length + (long)missing);
        int sign = text.Length > 0 && text[0] is ('+' or '-') ? 1 : 0;
        return new TextValue(string.Concat(text.AsSpan(0, sign), new string('0', missing), text.AsSpan(sign)));
    }
}
