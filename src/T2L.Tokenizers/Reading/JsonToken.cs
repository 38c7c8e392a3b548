using System.Text.Json;

namespace T2L.Tokenizers.Reading;

/// <summary>The UTF-8 of a string in JSON.</summary>
internal static class JsonToken
{
    /// <summary>The string without escapes: in the file itself where it has none, else in <paramref name="buffer"/>.</summary>
    public static ReadOnlySpan<byte> Bytes(ref Utf8JsonReader reader, ref byte[] buffer)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        if (buffer.Length < reader.ValueSpan.Length)
            buffer = new byte[Math.Max(reader.ValueSpan.Length, 256)];
        return buffer.AsSpan(0, reader.CopyString(buffer));
    }
}
