using System.Text.Json;

namespace T2L.Tokenizers.Formats;

/// <summary>One object of a JSON file, read field by field; every refusal names the file and the field.</summary>
internal readonly struct JsonSection(string file, string path, JsonElement element)
{
    public string File => file;

    public string Path => path;

    public JsonElement Element => element;

    public IEnumerable<string> Names => element.EnumerateObject().Select(property => property.Name);

    public bool Has(string name) => Find(name) is not null;

    public int Int(string name) => OptionalInt(name) ?? throw Missing(name);

    public int? OptionalInt(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Wrong(name, value, "a whole number");

    /// <summary>A whole number within limits; without <paramref name="otherwise"/> it must be there.</summary>
    public int Int(string name, int least, int most, int? otherwise)
    {
        int value = OptionalInt(name) ?? otherwise ?? throw Missing(name);
        return value >= least && value <= most ? value : throw Wrong(name, Find(name)!.Value, $"{least} to {most}");
    }

    public double Number(string name) => OptionalNumber(name) ?? throw Missing(name);

    public double? OptionalNumber(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble()
        : throw Wrong(name, value, "a number");

    public bool Flag(string name, bool otherwise) =>
        Find(name) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(name, value, "true or false");

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public string? OptionalText(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, value, "text");

    public JsonSection Object(string name) => OptionalObject(name) ?? throw Missing(name);

    public JsonSection? OptionalObject(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new JsonSection(file, Child(name), value)
        : throw Wrong(name, value, "an object");

    public IReadOnlyList<JsonSection> Objects(string name)
    {
        var sections = new List<JsonSection>();
        foreach (var item in Array(name).EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw Wrong(name, item, "a list of objects");
            sections.Add(new JsonSection(file, $"{Child(name)}[{sections.Count}]", item));
        }
        return sections;
    }

    public JsonElement Array(string name) =>
        Find(name) is not { } value ? throw Missing(name)
        : value.ValueKind == JsonValueKind.Array ? value
        : throw Wrong(name, value, "a list");

    public JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public ModelFormatException Missing(string name) =>
        new(ModelFormatError.MissingField, file, $"{Child(name)} is missing.");

    public ModelFormatException Wrong(string name, JsonElement value, string expected) =>
        new(ModelFormatError.BadValue, file, $"{Child(name)} is {Shorten(value.GetRawText())}, expected {expected}.");

    public ModelFormatException Unsupported(string name, string got, string expected) =>
        new(ModelFormatError.Unsupported, file, $"{Child(name)} is {Shorten(got)}, expected {expected}.");

    private string Child(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
