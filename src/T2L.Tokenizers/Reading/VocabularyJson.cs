using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>model.vocab</c>: token to id, each once.</summary>
internal static class VocabularyJson
{
    public static Vocabulary Read(ReadOnlyMemory<byte> json, JsonSection section)
    {
        var reader = new Utf8JsonReader(json.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Bad(section, "model.vocab is not an object of tokens and ids.");
        // A colon for each entry, and few in the tokens themselves.
        var vocabulary = new Vocabulary(json.Span.Count((byte)':'));
        byte[] buffer = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var token = JsonToken.Bytes(ref reader, ref buffer);
            if (!Utf8.IsValid(token))
                throw Bad(section, "model.vocab has a token that is not UTF-8.");
            var name = token;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int id))
                throw Bad(section, $"model.vocab.{Show(name)} is not an id.");
            VocabularyId.Check(section, $"vocab.{Show(name)}", id);
            if (!vocabulary.TryAdd(name, id))
                throw Bad(section, $"model.vocab has '{Show(name)}' twice.");
        }
        return vocabulary.Close() is { } twice ? throw Bad(section, $"model.vocab gives id {twice} to two tokens.") : vocabulary;
    }

    private static ModelFormatException Bad(JsonSection section, string sentence) => new(ModelFormatError.BadValue, section.File, sentence);

    private static string Show(ReadOnlySpan<byte> token) => JsonSection.Shorten(Encoding.UTF8.GetString(token[..Math.Min(token.Length, 200)]));
}
