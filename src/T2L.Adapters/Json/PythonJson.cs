using System.Globalization;
using System.Text;

namespace T2L.Adapters.Json;

/// <summary>JSON as Python's <c>json.dumps(…, indent=2, sort_keys=True)</c> writes it, the form of PEFT's configuration files.</summary>
internal static class PythonJson
{
    private static readonly string[] Indents = ["", "  ", "    ", "      "];

    /// <summary>Writes nested dictionaries, lists, texts, flags, whole numbers, floating-point numbers and null.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, object?> value)
    {
        var json = new StringBuilder();
        Append(json, value, 0);
        return Encoding.ASCII.GetBytes(json.ToString());
    }

    private static void Append(StringBuilder json, object? value, int depth)
    {
        switch (value)
        {
            case null:
                json.Append("null");
                break;
            case bool flag:
                json.Append(flag ? "true" : "false");
                break;
            case string text:
                JsonText.AppendAscii(json, text);
                break;
            case int or long:
                json.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case double number:
                json.Append(PythonFloat.Show(number));
                break;
            case IReadOnlyDictionary<string, object?> fields:
                AppendObject(json, fields, depth);
                break;
            case IReadOnlyList<object?> items:
                AppendList(json, items, depth);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} has no JSON form here.", nameof(value));
        }
    }

    private static void AppendObject(StringBuilder json, IReadOnlyDictionary<string, object?> fields, int depth)
    {
        AppendItems(json, '{', '}', depth, fields.OrderBy(f => f.Key, StringComparer.Ordinal), field =>
        {
            JsonText.AppendAscii(json, field.Key);
            json.Append(": ");
            Append(json, field.Value, depth + 1);
        });
    }

    private static void AppendList(StringBuilder json, IReadOnlyList<object?> items, int depth) =>
        AppendItems(json, '[', ']', depth, items, item => Append(json, item, depth + 1));

    private static void AppendItems<T>(StringBuilder json, char open, char close, int depth, IEnumerable<T> items, Action<T> append)
    {
        json.Append(open);
        var any = false;
        foreach (var item in items)
        {
            json.Append(any ? ",\n" : "\n").Append(Indents[depth + 1]);
            append(item);
            any = true;
        }

        if (any)
            json.Append('\n').Append(Indents[depth]);
        json.Append(close);
    }
}
