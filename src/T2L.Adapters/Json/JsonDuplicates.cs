using System.Text.Json;

namespace T2L.Adapters.Json;

/// <summary>Refuses JSON in which an object names a field twice: two readers would disagree about its meaning.</summary>
internal static class JsonDuplicates
{
    public static void Refuse(ReadOnlySpan<byte> json, string file)
    {
        var reader = new Utf8JsonReader(json);
        var open = new Stack<HashSet<string>?>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                    open.Push(new HashSet<string>(StringComparer.Ordinal));
                else if (reader.TokenType == JsonTokenType.StartArray)
                    open.Push(null);
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    open.Pop();
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.GetString() is { } name && !open.Peek()!.Add(name))
                    throw new AdapterFormatException(AdapterFormatError.DuplicateKey, $"the field '{name}' is given twice.", file);
            }
        }
        catch (JsonException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidJson, $"the file is not JSON: {JsonFault.Of(e)}", file, inner: e);
        }
        catch (InvalidOperationException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidUtf8, "a field's name is not valid Unicode.", file, inner: e);
        }
    }
}
