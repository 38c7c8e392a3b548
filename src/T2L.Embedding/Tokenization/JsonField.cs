using System.Text.Json;
using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>One value of an untrusted JSON file; every refusal names the file and the field.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Path">Where in the file, for instance <c>model.unk_token</c>.</param>
/// <param name="Value">The value; undefined where the field is missing.</param>
internal readonly record struct JsonField(string File, string Path, JsonElement Value)
{
    /// <summary>True for a field that is not there or null.</summary>
    public bool IsMissing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>The member of an object; missing where this is not an object or has none.</summary>
    public JsonField this[string name] => new(
        File,
        Path.Length == 0 ? name : $"{Path}.{name}",
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member) ? member : default);

    /// <summary>Parses a whole file and reads what is wanted of it.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="file">Its name.</param>
    /// <param name="read">Takes what is wanted from the root, an object.</param>
    /// <exception cref="AdapterFormatException">The file is not a JSON object, or <paramref name="read"/> refused it.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, string file, Func<JsonField, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(new JsonField(file, "", document.RootElement))
                : throw new AdapterFormatException(AdapterFormatError.InvalidJson, $"the file holds {Kind(document.RootElement)}; expected an object.", file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // The second: a text with half of a surrogate pair.
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidJson, $"the file is not JSON: {e.Message}", file, inner: e);
        }
    }

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Expected("text");

    public string Text(string fallback) => IsMissing ? fallback : Text();

    public bool Flag(bool fallback) => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => IsMissing ? fallback : throw Expected("true or false"),
    };

    public int Integer(int minimum, int maximum) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Expected($"a whole number from {minimum} to {maximum}");

    public int Integer(int minimum, int maximum, int fallback) => IsMissing ? fallback : Integer(minimum, maximum);

    /// <summary>The elements of an array, at most <paramref name="limit"/>.</summary>
    public IEnumerable<JsonField> Items(int limit)
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Expected("an array");
        if (Value.GetArrayLength() > limit)
            throw Refuse(AdapterFormatError.InvalidConfig, $"has {Value.GetArrayLength()} elements; at most {limit} are read");
        var (file, path) = (File, Path);
        return Value.EnumerateArray().Select((item, index) => new JsonField(file, $"{path}[{index}]", item));
    }

    /// <summary>Refuses this field: «file: path problem.»</summary>
    public AdapterFormatException Refuse(AdapterFormatError error, string problem) => new(error, $"{Path} {problem}.", File);

    /// <summary>Refuses this field for not being what it should be.</summary>
    public AdapterFormatException Expected(string expected) =>
        Refuse(AdapterFormatError.InvalidConfig, $"is {(IsMissing ? "missing" : Kind(Value))}; expected {expected}");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"'{Short(value.GetString()!)}'",
        _ => Short(value.GetRawText()),
    };

    // Messages stay one line, whatever a file holds.
    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
