using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Looking for a text in a text. Places are counted in code points.</summary>
internal static class TextSearch
{
    /// <summary>An argument that must be a text.</summary>
    public static string Text(Value value, string of) => value switch
    {
        TextValue text => text.Text,
        UndefinedValue missing => throw TemplateFault.Undefined($"{missing.Reason}, so '{of}' cannot use it."),
        _ => throw TemplateFault.Operation($"{of} takes a text, not a value of type {value.TypeName}."),
    };

    /// <summary>Whether a text begins or ends with a text or with one of a tuple of them.</summary>
    public static bool Affix(string text, Arguments arguments, Run run, Func<string, string, bool> has)
    {
        var bound = arguments.Bind(1, "affix", "start", "end");
        string part = Part(text, bound[1], bound[2], run);
        var affixes = bound[0] is ListValue { Kind: ListKind.Tuple } several ? several.Items : [bound[0]!];
        run.Step(affixes.Count);
        return affixes.Any(affix => has(part, Text(affix, arguments.Of)));
    }

    public static IntegerValue Find(string text, Arguments arguments, bool last)
    {
        var bound = arguments.Bind(1, "sub", "start", "end");
        if (bound[1] is not null || bound[2] is not null)
            throw TemplateFault.Unsupported($"'{arguments.Of}' with a start or an end", "Cut the text with [start:end] before.");
        string sought = Text(bound[0]!, arguments.Of);
        int place = last ? text.LastIndexOf(sought, StringComparison.Ordinal) : text.IndexOf(sought, StringComparison.Ordinal);
        return new IntegerValue(place < 0 ? -1 : PythonText.Length(text[..place]));
    }

    public static IntegerValue Index(string text, Arguments arguments, bool last) => Find(text, arguments, last) is { Number.Sign: >= 0 } found
        ? found
        : throw TemplateFault.Operation($"'{arguments.Of}' looks for a text that is not there.");

    public static IntegerValue Count(string text, Arguments arguments)
    {
        string sought = Text(arguments.Bind(1, "sub")[0]!, arguments.Of);
        if (sought.Length == 0)
            return new IntegerValue(PythonText.Length(text) + 1);
        int count = 0;
        for (int at = 0; (at = text.IndexOf(sought, at, StringComparison.Ordinal)) >= 0; at += sought.Length)
            count++;
        return new IntegerValue(count);
    }

    private static string Part(string text, Value? start, Value? end, Run run) =>
        start is null && end is null ? text : ((TextValue)Slices.Of(new TextValue(text), start, end, null, run)).Text;
}
