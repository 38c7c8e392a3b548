using System.Text;
using System.Text.Json;
using T2L.Tokenizers.Bpe;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>model.merges</c>. They come as <c>"a b"</c> or as <c>["a", "b"]</c>; both are in use.</summary>
internal sealed class MergesJson
{
    private readonly JsonSection _section;
    private readonly Vocabulary _vocabulary;
    private readonly MergeTable _merges;
    private byte[] _buffer = [];
    private byte[] _joined = new byte[256];

    private MergesJson(JsonSection section, Vocabulary vocabulary, int expected)
    {
        _section = section;
        _vocabulary = vocabulary;
        _merges = new MergeTable(expected);
    }

    public static MergeTable Read(ReadOnlyMemory<byte> json, JsonSection section, Vocabulary vocabulary)
    {
        var reader = new Utf8JsonReader(json.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            throw new ModelFormatException(ModelFormatError.BadValue, section.File, "model.merges is not a list.");
        int pairs = json.Span.Count((byte)'['), texts = json.Span.Count((byte)',');
        return new MergesJson(section, vocabulary, Math.Min(Math.Max(pairs, texts / 2), 4 * vocabulary.Count)).Read(ref reader);
    }

    private MergeTable Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                AddText(JsonToken.Bytes(ref reader, ref _buffer));
            else if (reader.TokenType == JsonTokenType.StartArray)
                AddPair(ref reader);
            else
                throw Wrong("is not a pair of tokens");
        }
        return _merges;
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        int space = text.IndexOf((byte)' ');
        if (space < 0 || text[(space + 1)..].Contains((byte)' '))
            throw Wrong($"is {Show(text)}, expected pairs of tokens");
        Join(text[..space], text[(space + 1)..]);
    }

    private void AddPair(ref Utf8JsonReader reader)
    {
        // Each token has a buffer of its own: both may have escapes.
        byte[] first = [];
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            throw Wrong("is not a pair of tokens");
        var left = JsonToken.Bytes(ref reader, ref first);
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            throw Wrong("is not a pair of tokens");
        var right = JsonToken.Bytes(ref reader, ref _buffer);
        Join(left, right);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw Wrong("is not a pair of tokens");
    }

    private void Join(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int length = left.Length + right.Length;
        if (_joined.Length < length)
            _joined = new byte[length * 2];
        left.CopyTo(_joined);
        right.CopyTo(_joined.AsSpan(left.Length));
        if (!_vocabulary.TryGetId(left, out int leftId) || !_vocabulary.TryGetId(right, out int rightId)
            || !_vocabulary.TryGetId(_joined.AsSpan(0, length), out int id))
            throw Wrong($"is {Show(left)} and {Show(right)}, expected two tokens of the vocabulary that make a third");
        _merges.Add(leftId, rightId, id);
    }

    private ModelFormatException Wrong(string problem) =>
        new(ModelFormatError.BadValue, _section.File, $"model.merges[{_merges.Count}] {problem}.");

    private static string Show(ReadOnlySpan<byte> token) => $"\"{JsonSection.Shorten(Encoding.UTF8.GetString(token[..Math.Min(token.Length, 200)]))}\"";
}
