using System.Globalization;
using System.Text.Json;

namespace T2L.Training.Rows;

/// <summary>Where a value stands in a row, written as in a Python format string: <c>answer</c>, <c>choices[text][0]</c>.</summary>
internal sealed class FieldPath
{
    private readonly string _name;
    private readonly string[] _steps;

    private FieldPath(string text, string name, string[] steps) => (Text, _name, _steps) = (text, name, steps);

    public string Text { get; }

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">It is empty, numbered, or has something behind it that would change how the value is written.</exception>
    public static FieldPath Parse(string text)
    {
        var end = text.IndexOf('[', StringComparison.Ordinal);
        var name = end < 0 ? text : text[..end];
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            throw new FormatException($"'{{{text}}}' has no name; fields are written {{name}} or {{name[key]}}");
        if (name.AsSpan().IndexOfAny("!:.{") >= 0)
            throw new FormatException($"'{{{text}}}' has a conversion, a format or an attribute; fields are written {{name}} or {{name[key]}}");
        return new(text, name, end < 0 ? [] : Steps(text, end));
    }

    /// <summary>The value as Python's <c>str</c> writes it.</summary>
    /// <exception cref="DataFormatException">The row has nothing there, or no plain value.</exception>
    public string In(Row row)
    {
        var value = row[_name];
        foreach (var step in _steps)
            value = Inner(row, value, step);
        return row.Written(value, Text);
    }

    private JsonElement Inner(Row row, JsonElement value, string step)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step, out var named))
            return named;
        if (value.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength())
            return value[index];
        throw row.Wrong(_name, value, $"a value that has '[{step}]' of '{Text}'");
    }

    private static string[] Steps(string text, int position)
    {
        var steps = new List<string>();
        while (position < text.Length)
        {
            var end = text[position] == '[' ? text.IndexOf(']', position) : -1;
            if (end <= position + 1)
                throw new FormatException($"'{{{text}}}' is not {{name}} or {{name[key]}}");
            steps.Add(text[(position + 1)..end]);
            position = end + 1;
        }
        return [.. steps];
    }
}
