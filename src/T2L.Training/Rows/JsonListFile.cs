using System.Text.Json;

namespace T2L.Training.Rows;

/// <summary>One JSON list of objects, kept in memory whole.</summary>
internal sealed class JsonListFile : RowFile
{
    private const long MaxBytes = 256L << 20;

    private readonly List<JsonElement> _rows;

    private JsonListFile(string path, List<JsonElement> rows) : base(path) => _rows = rows;

    public override int Count => _rows.Count;

    public static JsonListFile Read(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
            throw new DataFormatException(path, $"the JSON list has {length} bytes, the limit is {MaxBytes}. Write larger data sets as JSON lines, one object a line.");
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return new(path, [.. document.RootElement.Clone().EnumerateArray()]);
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the file is not valid JSON: {exception.Message}", exception);
        }
    }

    public override Row Read(int index) => Row.Of(_rows[index], Path, index + 1);
}
