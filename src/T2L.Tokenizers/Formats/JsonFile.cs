using System.Text.Json;

namespace T2L.Tokenizers.Formats;

/// <summary>Reads a JSON file whose root is an object, with a limit on its size.</summary>
internal static class JsonFile
{
    // The largest tokenizer.json in use (256,000 entries with merges as pairs) has about 35 MB.
    private const long MaxBytes = 256L << 20;

    /// <summary>Calls <paramref name="read"/> with the root object of <c>directory/name</c>.</summary>
    public static T Read<T>(string directory, string name, Func<JsonSection, T> read)
    {
        string path = Path.Combine(directory, name);
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new ModelFormatException(ModelFormatError.MissingFile, path, "the file does not exist.");
        if (info.Length > MaxBytes)
            throw new ModelFormatException(ModelFormatError.TooLarge, path, $"the file has {info.Length} bytes, the limit is {MaxBytes}.");
        using var document = Parse(path);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? read(new JsonSection(path, "", document.RootElement))
            : throw new ModelFormatException(ModelFormatError.NotJson, path, "the file is not a JSON object.");
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(ModelFormatError.NotJson, path, $"the file is not valid JSON: {exception.Message}", exception);
        }
    }
}
