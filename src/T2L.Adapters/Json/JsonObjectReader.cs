using System.Text.Json;

namespace T2L.Adapters.Json;

/// <summary>The fields of a small JSON file from outside, with refusals that name file, field, what was got and what was expected.</summary>
internal sealed class JsonObjectReader
{
    /// <summary>Largest JSON file read: a million times a line of configuration.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly JsonElement _object;
    private readonly string _file;
    private readonly AdapterFormatError _error;

    public JsonObjectReader(JsonElement element, string file, AdapterFormatError error)
    {
        _object = element;
        _file = file;
        _error = error;
        if (element.ValueKind != JsonValueKind.Object)
            throw new AdapterFormatException(error, $"the file holds {Kind(element)}; expected a JSON object.", file);
    }

    /// <summary>Parses a file that is in memory; refuses what is too large, no JSON, or names a field twice.</summary>
    public static JsonObjectReader Parse(ReadOnlySpan<byte> json, string file, AdapterFormatError error)
    {
        if (json.Length > MaxBytes)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge,
                $"the file has {json.Length} bytes, the limit is {MaxBytes}.", file);
        }

        if (!System.Text.Unicode.Utf8.IsValid(json))
            throw new AdapterFormatException(AdapterFormatError.InvalidUtf8, "the file is not UTF-8 text.", file);
        JsonDuplicates.Refuse(json, file);
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            return new JsonObjectReader(document.RootElement.Clone(), file, error);
        }
        catch (JsonException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidJson, $"the file is not JSON: {JsonFault.Of(e)}", file, inner: e);
        }
    }

    /// <summary>A field that is there and not null.</summary>
    public bool TryGet(string field, out JsonElement value) =>
        _object.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;

    public JsonElement Get(string field) =>
        TryGet(field, out var value) ? value : throw Refuse($"{field} is missing.");

    public string? Text(string field)
    {
        if (!TryGet(field, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String ? ReadText(value, field) : throw Wrong(field, value, "text");
    }

    public bool Flag(string field)
    {
        if (!TryGet(field, out var value))
            return false;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(field, value, "true or false");
    }

    public double Number(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw Wrong(field, value, "a number");

    public long Whole(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong(field, value, "a whole number");

    public IEnumerable<JsonElement> Items(string field)
    {
        var value = Get(field);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(field, value, "a list");
    }

    public IEnumerable<JsonProperty> Entries(string field)
    {
        if (!TryGet(field, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw Wrong(field, value, "an object");
    }

    public string ReadText(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(field, value, "text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidUtf8, $"{field} is not valid Unicode.", _file, inner: e);
        }
    }

    /// <summary>All fields of the object, in its order.</summary>
    public IEnumerable<JsonProperty> Fields() => _object.EnumerateObject();

    public JsonObjectReader Nested(JsonElement value) => new(value, _file, _error);

    public AdapterFormatException Refuse(string message, Exception? inner = null) => new(_error, message, _file, inner: inner);

    public AdapterFormatException Wrong(string field, JsonElement value, string expected) =>
        Refuse($"{field} is {Kind(value)}; expected {expected}.");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => value.GetRawText() is { Length: <= 40 } digits ? digits : "a long number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
