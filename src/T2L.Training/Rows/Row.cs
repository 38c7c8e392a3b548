using System.Globalization;
using System.Text.Json;

namespace T2L.Training.Rows;

/// <summary>One row of a data set: named values, and where they stand for messages.</summary>
public sealed class Row
{
    private readonly string _file;
    private readonly Dictionary<string, JsonElement> _fields;

    private Row(string file, long number, Dictionary<string, JsonElement> fields) => (_file, Number, _fields) = (file, number, fields);

    /// <summary>The row's number in its file, from 1.</summary>
    public long Number { get; }

    /// <summary>Reads a row of its JSON text.</summary>
    /// <exception cref="DataFormatException">It is not a JSON object, or has a name twice.</exception>
    public static Row Parse(ReadOnlyMemory<byte> json, string file, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement.Clone(), file, number);
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(file, $"row {number} is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Takes a row of a document that lives as long as the row.</summary>
    /// <exception cref="DataFormatException">It is not a JSON object, or has a name twice.</exception>
    internal static Row Of(JsonElement element, string file, long number)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new DataFormatException(file, $"row {number} is {Kind(element)}, expected an object of names and values.");
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
            if (!fields.TryAdd(NameOf(property, file, number), property.Value))
                throw new DataFormatException(file, $"row {number} has '{property.Name}' twice.");
        return new Row(file, number, fields);
    }

    /// <summary>This row with further values, or other ones.</summary>
    internal Row With(params (string Name, object Value)[] values)
    {
        var fields = new Dictionary<string, JsonElement>(_fields, StringComparer.Ordinal);
        foreach (var (name, value) in values)
            fields[name] = JsonSerializer.SerializeToElement(value);
        return new Row(_file, Number, fields);
    }

    internal bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>A value.</summary>
    /// <exception cref="DataFormatException">The row has none of that name.</exception>
    internal JsonElement this[string name] => _fields.TryGetValue(name, out var value)
        ? value
        : throw new DataFormatException(_file, $"row {Number} has no '{name}'; it has {string.Join(", ", _fields.Keys.Take(12))}.");

    /// <summary>A plain value as Python's <c>str</c> writes it.</summary>
    /// <exception cref="DataFormatException">There is none, or it is a list or an object.</exception>
    internal string Text(string name) => Written(this[name], name);

    /// <summary>A list of texts.</summary>
    /// <exception cref="DataFormatException">There is none, or it is something else.</exception>
    internal List<string> Texts(string name) => List(this[name], name);

    /// <summary>A list of texts inside an object, such as <c>choices.text</c>.</summary>
    /// <exception cref="DataFormatException">There is none, or it is something else.</exception>
    internal List<string> Texts(string name, string inner) =>
        this[name] is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(inner, out var list)
            ? List(list, $"{name}.{inner}")
            : throw Wrong(name, this[name], $"an object with a list '{inner}'");

    /// <summary>A plain value found by a path, as Python's <c>str</c> writes it.</summary>
    internal string Written(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value, path),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        JsonValueKind.Number => NumberText(value),
        _ => throw Wrong(path, value, "a text or a number"),
    };

    internal DataFormatException Wrong(string path, JsonElement value, string expected) =>
        Refused($"'{path}' is {DataFormatException.Shorten(value.GetRawText())}, expected {expected}.");

    /// <summary>A refusal of this row.</summary>
    internal DataFormatException Refused(string sentence) => new(_file, $"row {Number}: {sentence}");

    private List<string> List(JsonElement value, string path) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select((item, index) => Written(item, $"{path}[{index}]"))]
        : throw Wrong(path, value, "a list of texts");

    // A name with half of a surrogate pair has no text.
    private static string NameOf(JsonProperty property, string file, long number)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException exception)
        {
            throw new DataFormatException(file, $"row {number} has a name that is no Unicode text: {exception.Message}", exception);
        }
    }

    private string TextOf(JsonElement value, string path)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new DataFormatException(_file, $"row {Number}: '{path}' is no Unicode text: {exception.Message}", exception);
        }
    }

    // Whole numbers stay as they are, however long; of the others Python shows a point or an exponent.
    private static string NumberText(JsonElement value)
    {
        var raw = value.GetRawText();
        if (raw.AsSpan().IndexOfAny(".eE") < 0)
            return raw;
        var number = value.GetDouble();
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text.Replace("E", "e", StringComparison.Ordinal) : text + ".0";
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        var other => other.ToString().ToLowerInvariant(),
    };
}
