using System.Globalization;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Writes values as Python's <c>repr</c> does.</summary>
internal static class ValueWriter
{
    public static void Write(Value value, TextSink sink, Run run)
    {
        run.Step();
        switch (value)
        {
            case TextValue text:
                sink.Write(Quoted(text.Text));
                break;
            case ListValue list:
                WriteList(list, sink, run);
                break;
            case DictionaryValue dictionary:
                WriteDictionary(dictionary, sink, run);
                break;
            default:
                sink.Write(Scalar(value));
                break;
        }
    }

    private static string Scalar(Value value) => value switch
    {
        NoneValue => "None",
        BooleanValue flag => flag.IsTrue ? "True" : "False",
        IntegerValue integer => integer.Number.ToString(CultureInfo.InvariantCulture),
        FloatValue number => PythonText.Of(number.Number),
        UndefinedValue => "Undefined",
        _ => throw TemplateFault.Operation($"a value of type {value.TypeName} cannot be written as text. Use '|list' or '|join' for a generator."),
    };

    private static void WriteList(ListValue list, TextSink sink, Run run)
    {
        if (list.Kind is ListKind.View or ListKind.Range)
            throw TemplateFault.Operation($"a value of type {list.TypeName} cannot be written as text. Use '|list' before it.");
        sink.Write(list.Kind == ListKind.List ? "[" : "(");
        WriteAll(list.Items, item => Write(item, sink, run), sink);
        sink.Write(list.Kind == ListKind.List ? "]" : list.Items.Count == 1 ? ",)" : ")");
    }

    private static void WriteDictionary(DictionaryValue dictionary, TextSink sink, Run run)
    {
        sink.Write("{");
        WriteAll(dictionary.Entries, entry =>
        {
            Write(entry.Key, sink, run);
            sink.Write(": ");
            Write(entry.Value, sink, run);
        }, sink);
        sink.Write("}");
    }

    private static void WriteAll<T>(IReadOnlyList<T> items, Action<T> write, TextSink sink)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                sink.Write(", ");
            write(items[i]);
        }
    }

    private static string Quoted(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new System.Text.StringBuilder(text.Length + 2).Append(quote);
        foreach (string character in PythonText.Characters(text))
            quoted.Append(character switch
            {
                "\\" => "\\\\",
                "\n" => "\\n",
                "\r" => "\\r",
                "\t" => "\\t",
                _ when character[0] == quote => $"\\{quote}",
                _ => IsPrintable(character) ? character : Escaped(character),
            });
        return quoted.Append(quote).ToString();
    }

    private static bool IsPrintable(string character) => character == " " || CharUnicodeInfo.GetUnicodeCategory(character, 0) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static string Escaped(string character)
    {
        int code = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        return code <= 0xFF ? $"\\x{code:x2}" : code <= 0xFFFF ? $"\\u{code:x4}" : $"\\U{code:x8}";
    }
}
