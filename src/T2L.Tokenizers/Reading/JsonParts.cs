using System.Buffers;
using System.Text.Json;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Reading;

/// <summary>An object of a large file, taken apart by one pass: the members that are read as a document, and the large ones, as bytes.</summary>
/// <param name="Kept">An object with the small members alone.</param>
/// <param name="Apart">The bytes of each large member.</param>
internal sealed record JsonParts(ReadOnlyMemory<byte> Kept, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Apart)
{
    // 130,000 added tokens. Documents take some times their bytes of memory.
    private const int MaxKept = 16 << 20;

    /// <param name="json">The object.</param>
    /// <param name="file">The file it is in.</param>
    /// <param name="path">Where in the file; empty for the root.</param>
    /// <param name="keep">Names of the small members; null for all that do not stay apart.</param>
    /// <param name="apart">Names of the large members.</param>
    public static JsonParts Of(ReadOnlyMemory<byte> json, string file, string path, string[]? keep, string[] apart)
    {
        var reader = new Utf8JsonReader(json.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new ModelFormatException(ModelFormatError.NotJson, file, path.Length == 0 ? "the file is not a JSON object." : $"{path} is not an object.");
        var kept = new ArrayBufferWriter<byte>();
        var large = new Dictionary<string, ReadOnlyMemory<byte>>();
        kept.Write("{"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            string? name = Known(ref reader, apart);
            bool isKept = name is null && (keep is null || Known(ref reader, keep) is not null);
            reader.Read();
            int valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            int end = (int)reader.BytesConsumed;
            if (name is not null)
                large[name] = json[valueStart..end];
            else if (isKept)
                Keep(kept, json.Span[start..end], file);
        }
        reader.Read();
        kept.Write("}"u8);
        return new JsonParts(kept.WrittenMemory, large);
    }

    private static string? Known(ref Utf8JsonReader reader, string[] names)
    {
        foreach (string name in names)
            if (reader.ValueTextEquals(name))
                return name;
        return null;
    }

    private static void Keep(ArrayBufferWriter<byte> kept, ReadOnlySpan<byte> member, string file)
    {
        if (kept.WrittenCount + member.Length > MaxKept)
            throw new ModelFormatException(ModelFormatError.TooLarge, file, $"all but vocabulary and merges has more than {MaxKept} bytes, which is the limit.");
        if (kept.WrittenCount > 1)
            kept.Write(","u8);
        kept.Write(member);
    }
}
