using System.Text.Json;
using T2L.Adapters.Json;

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
        return Parse(ReadBytes(path), path, "", read);
    }

    /// <summary>The bytes of a file, if it is not larger than any real one.</summary>
    public static byte[] ReadBytes(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new ModelFormatException(ModelFormatError.MissingFile, path, "the file does not exist.");
        if (info.Length > MaxBytes)
            throw new ModelFormatException(ModelFormatError.TooLarge, path, $"the file has {info.Length} bytes, the limit is {MaxBytes}.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException(ModelFormatError.Unreadable, path, $"the file cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Calls <paramref name="read"/> with an object.</summary>
    /// <param name="json">The object's bytes.</param>
    /// <param name="file">The file they come from, for messages.</param>
    /// <param name="path">Where in the file; empty for the root.</param>
    /// <param name="read">Takes what is wanted.</param>
    public static T Parse<T>(ReadOnlyMemory<byte> json, string file, string path, Func<JsonSection, T> read) => Guard(file, () =>
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? read(new JsonSection(file, path, document.RootElement))
            : throw new ModelFormatException(ModelFormatError.NotJson, file, "the file is not a JSON object.");
    });

    /// <summary>Turns what the JSON reader throws into a refusal.</summary>
    public static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        // The second: a text that is not UTF-8, or has half of a surrogate pair.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException(ModelFormatError.NotJson, file, $"the file is not valid JSON: {JsonFault.Of(exception)}", exception);
        }
    }
}
