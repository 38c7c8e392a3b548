using System.Globalization;
using System.Text;

namespace T2L.Adapters.Json;

/// <summary>JSON text exactly as two other libraries write it, so that files can be equal to theirs byte for byte.</summary>
internal static class JsonText
{
    /// <summary>A string as serde_json writes it: only what must be escaped is.</summary>
    public static void AppendCompact(StringBuilder json, string text) => Append(json, text, escapeNonAscii: false);

    /// <summary>A string as Python's json module writes it: everything beyond ASCII is escaped, and DEL is not.</summary>
    public static void AppendAscii(StringBuilder json, string text) => Append(json, text, escapeNonAscii: true);

    private static void Append(StringBuilder json, string text, bool escapeNonAscii)
    {
        json.Append('"');
        foreach (var c in text)
            AppendCharacter(json, c, escapeNonAscii);
        json.Append('"');
    }

    private static void AppendCharacter(StringBuilder json, char c, bool escapeNonAscii)
    {
        _ = c switch
        {
            '"' => json.Append("\\\""),
            '\\' => json.Append("\\\\"),
            '\b' => json.Append("\\b"),
            '\f' => json.Append("\\f"),
            '\n' => json.Append("\\n"),
            '\r' => json.Append("\\r"),
            '\t' => json.Append("\\t"),
            < ' ' => AppendEscape(json, c),
            > '~' when escapeNonAscii && c != '\u007F' => AppendEscape(json, c),
            _ => json.Append(c),
        };
    }

    private static StringBuilder AppendEscape(StringBuilder json, char c) =>
        json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
}
