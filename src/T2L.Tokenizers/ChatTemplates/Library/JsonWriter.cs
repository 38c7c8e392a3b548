using System.Globalization;
using System.Numerics;
using System.Text;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>The <c>tojson</c> filter as transformers defines it: Python's <c>json.dumps</c>, other characters than ASCII as they are, nothing escaped for HTML.</summary>
internal sealed class JsonWriter(TextSink sink, Run run)
{
    private bool _asciiOnly;
    private bool _sorted;
    private string? _indent;
    private string _betweenItems = ", ";
    private string _afterKey = ": ";

    public static Value Apply(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "ensure_ascii", "indent", "separators", "sort_keys");
        var sink = new TextSink(run);
        var writer = new JsonWriter(sink, run) { _asciiOnly = bound[0]?.IsTrue == true, _sorted = bound[3]?.IsTrue == true };
        writer.SetIndent(bound[1]);
        writer.SetSeparators(bound[2]);
        writer.Write(value, 0);
        return new TextValue(sink.ToString());
    }

    private void SetIndent(Value? indent)
    {
        const int MaxIndent = 100;
        _indent = indent switch
        {
            null or NoneValue => null,
            TextValue text when text.Text.Length <= MaxIndent => text.Text,
            _ when Numbers.Integer(indent) is { } width && width <= MaxIndent => new string(' ', (int)BigInteger.Max(0, width)),
            _ => throw TemplateFault.Operation($"the indent of 'tojson' is a text or a whole number up to {MaxIndent}."),
        };
        if (_indent is not null)
            _betweenItems = ",";
    }

    private void SetSeparators(Value? separators)
    {
        if (separators is null or NoneValue)
            return;
        if (separators is not ListValue { Items: [TextValue items, TextValue key] })
            throw TemplateFault.Operation("the separators of 'tojson' are two texts, such as (',', ':').");
        (_betweenItems, _afterKey) = (items.Text, key.Text);
    }

    private void Write(Value value, int depth)
    {
        run.Step();
        switch (value)
        {
            case TextValue text:
                WriteText(text.Text);
                break;
            case DictionaryValue dictionary:
                WriteAll('{', Entries(dictionary), depth, entry =>
                {
                    WriteText(Key(entry.Key));
                    sink.Write(_afterKey);
                    Write(entry.Value, depth + 1);
                }, '}');
                break;
            case ListValue { Kind: <= ListKind.Tuple } list:
                WriteAll('[', list.Items, depth, item => Write(item, depth + 1), ']');
                break;
            default:
                sink.Write(Scalar(value));
                break;
        }
    }

    private void WriteAll<T>(char open, IReadOnlyList<T> items, int depth, Action<T> write, char close)
    {
        sink.Write(open.ToString());
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                sink.Write(_betweenItems);
            NewLine(depth + 1);
            write(items[i]);
        }
        if (items.Count > 0)
            NewLine(depth);
        sink.Write(close.ToString());
    }

    private void NewLine(int depth)
    {
        if (_indent is null)
            return;
        sink.Write("\n");
        for (int i = 0; i < depth; i++)
            sink.Write(_indent);
    }

    private IReadOnlyList<KeyValuePair<Value, Value>> Entries(DictionaryValue dictionary) => _sorted
        ? [.. dictionary.Entries.Order(Comparer<KeyValuePair<Value, Value>>.Create((a, b) => Comparison.Order(a.Key, "<", b.Key, run) ?? 0))]
        : dictionary.Entries;

    private static string Key(Value key) => key is TextValue text ? text.Text : Scalar(key);

    private static string Scalar(Value value) => value switch
    {
        NoneValue => "null",
        BooleanValue flag => flag.IsTrue ? "true" : "false",
        IntegerValue integer => integer.Number.ToString(CultureInfo.InvariantCulture),
        FloatValue { Number: double.NaN } => "NaN",
        FloatValue { Number: var number } when double.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        FloatValue number => PythonText.Of(number.Number),
        UndefinedValue missing => throw TemplateFault.Undefined($"{missing.Reason}, so 'tojson' cannot write it."),
        _ => throw TemplateFault.Operation($"'tojson' cannot write a value of type {value.TypeName}; use '|list' before it."),
    };

    private void WriteText(string text)
    {
        run.Step(text.Length / 16);
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char character in text)
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\f' => "\\f",
                '\b' => "\\b",
                _ when character < ' ' || (_asciiOnly && character > '\x7e') => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        sink.Write(quoted.Append('"').ToString());
    }
}
